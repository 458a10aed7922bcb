/** Codes of errors of a failing disk (errno(3)): reading or writing failed, mounted read-only, or a lost network disk. */
const CODES = new Set(['EIO', 'EROFS', 'ESTALE']);

/** Returns the text for users if an error is one of a failing disk; undefined otherwise. */
export function diskFailing(error: unknown): string | undefined {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code !== undefined && CODES.has(code)
    ? `A disk of this server cannot be read or written now (${code}). The log of the gateway names the file; try again when the disk works.`
    : undefined;
}
