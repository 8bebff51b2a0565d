/** Locks that all tabs of this browser share. Missing where the page came without TLS, whatever the types say. */
export const locks = navigator.locks as LockManager | undefined;
