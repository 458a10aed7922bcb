const NOBODY = 65534;

/** Acts as a user, because file permissions do not apply to root. */
export async function asNobody<T>(act: () => T | Promise<T>): Promise<T> {
  const own = process.geteuid!();
  if (own === 0) process.seteuid!(NOBODY);
  try {
    return await act();
  } finally {
    process.seteuid!(own);
  }
}
