/** Host that npm replaces by that of the configured registry: `replace-registry-host` in `.npmrc`. */
const ANY_REGISTRY = 'https://registry.invalid';

interface Lockfile {
  readonly packages: Record<string, LockedPackage>;
}

interface LockedPackage {
  /** Where it is not that of its folder: of an alias. */
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  /** Whether it is a workspace's link. */
  readonly link?: boolean;
}

const FOLDER = 'node_modules/';

/**
 * The text of a `package-lock.json`, with each package's address in whatever registry is configured. Without addresses
 * npm asks for the list of versions of each package first, which takes it longer than all the rest; those that npm writes
 * would name the registry of whoever ran it. Source: docs/decisions/0078.
 */
export function withAddresses(text: string): string {
  const lock = JSON.parse(text) as Lockfile;
  const packages = Object.entries(lock.packages).map(([path, entry]) => [path, addressed(path, entry)] as const);
  return `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`;
}

function addressed(path: string, entry: LockedPackage): LockedPackage {
  const at = path.lastIndexOf(FOLDER);
  if (at < 0 || entry.link || entry.version === undefined) return entry;
  const { name, version, resolved: _, ...rest } = entry;
  const full = name ?? path.slice(at + FOLDER.length);
  const file = `${full.slice(full.indexOf('/') + 1)}-${version}.tgz`;
  // In the order in which npm writes them.
  return { ...(name !== undefined && { name }), version, resolved: `${ANY_REGISTRY}/${full}/-/${file}`, ...rest };
}
