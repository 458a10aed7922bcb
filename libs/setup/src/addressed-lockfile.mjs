/** Reserved host name (RFC 2606): npm replaces it with the configured registry. */
export const ANY_REGISTRY = 'registry.invalid';
const FOLDER = 'node_modules/';

/**
 * Text of a `package-lock.json` with the URL of each package. Without URLs, npm requests the version list of each
 * package first, which doubles the time. Source: docs/decisions/0082.
 */
export function withAddresses(text) {
  const lock = JSON.parse(text);
  const packages = Object.entries(lock.packages).map(([path, entry]) => [path, addressed(path, entry)]);
  return JSON.stringify({ ...lock, packages: Object.fromEntries(packages) });
}

function addressed(path, entry) {
  const at = path.lastIndexOf(FOLDER);
  // A workspace or a link to one, a bundled package, or a package from another place.
  if (at < 0 || entry.inBundle || entry.resolved) return entry;
  const name = entry.name ?? path.slice(at + FOLDER.length);
  const file = `${name.slice(name.indexOf('/') + 1)}-${entry.version}.tgz`;
  return { ...entry, resolved: `https://${ANY_REGISTRY}/${name}/-/${file}` };
}
