const NOBODY = 65534;

/** Acts as a user whom file permissions hold: root they do not. */
export async function asNobody<T>(act: () => T | Promise<T>): Promise<T> {
  const own = process.geteuid!();
  if (own === 0) process.seteuid!(NOBODY);
  try {
    return await act();
  } finally {
    process.seteuid!(own);
  }
}
