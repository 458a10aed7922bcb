/** Packages that load files next to their own: native code, worker threads, platform-specific packages. */
const WITH_FILES = ['@node-rs/argon2', 'pino', 'piscina', 'swagger-ui-dist'];

/** The helpers of @oxc-project/runtime belong to rolldown, and no package.json lists them. */
const isPackage = (id: string): boolean => /^[^./]/.test(id) && !/^(@reprise|@oxc-project\/runtime)\//.test(id);

/**
 * Whether an import stays external in a bundle. Services start twice as fast with bundled packages. The `reprise`
 * command that runs from the checkout does not, because it also loads packages to install and start the services.
 */
export function staysOutside(app: string, id: string): boolean {
  if (app === 'cli') return isPackage(id);
  return WITH_FILES.some((name) => id === name || id.startsWith(`${name}/`));
}
