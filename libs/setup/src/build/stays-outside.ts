/** Packages that look for files beside their own: native code, worker threads, packages for one platform. */
const WITH_FILES = ['@node-rs/argon2', 'pino', 'piscina', 'swagger-ui-dist'];

/** The helpers of @oxc-project/runtime are rolldown's own: no package.json names them. */
const isPackage = (id: string): boolean => /^[^./]/.test(id) && !/^(@reprise|@oxc-project\/runtime)\//.test(id);

/**
 * Whether an import stays one in a bundle. Services start twice as fast with their packages in it; the command of the checkout
 * does not, since what it installs and starts is in packages too.
 */
export function staysOutside(app: string, id: string): boolean {
  if (app === 'cli') return isPackage(id);
  return WITH_FILES.some((name) => id === name || id.startsWith(`${name}/`));
}
