/** Handler for `catch`: returns the value if a file does not exist, and rethrows any other error. */
export function ifAbsent<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (isAbsent(error)) return value;
    throw error;
  };
}

export const isAbsent = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';
