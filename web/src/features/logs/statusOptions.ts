// The statuses of a log in the order of work, each with its word.
import { STATUSES } from "@/features/logs/model";
import { m } from "@/lib/messages";

export const STATUS_OPTIONS = STATUSES.map((status) => [status, m.logs.statuses[status]] as const);
