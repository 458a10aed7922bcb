/** The helpers of @oxc-project/runtime are rolldown's own: no package.json names them, so they go into the bundle. */
export function isPackage(id: string): boolean {
  return /^[^./]/.test(id) && !/^(@reprise|@oxc-project\/runtime)\//.test(id);
}
