/**
 * Waits for the work, but no longer than so many milliseconds; the work goes on after that.
 * @throws Error where it was not done in time
 */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`it was not done in ${String(milliseconds / 1000)} s`);
    timer = setTimeout(() => reject(error), milliseconds).unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
