/**
 * Waits for the work with a timeout in milliseconds; the work continues after a timeout.
 * @throws Error on timeout
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
