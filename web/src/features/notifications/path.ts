/** Where the task that a notification tells of is opened. */
export function taskPath(task: number): string {
  return `/tasks?task=${task}`;
}
