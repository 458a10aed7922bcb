/** Handler for `catch`: returns the value where a file does not exist, and throws any other error again. */
export function ifAbsent<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (isAbsent(error)) return value;
    throw error;
  };
}

export const isAbsent = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';
