/** Host of the addresses, which cannot be (RFC 2606): npm puts that of the configured registry in its place. */
export const ANY_REGISTRY = 'registry.invalid';
const FOLDER = 'node_modules/';

/**
 * The text of a `package-lock.json`, with the address of each package. Without them, npm asks for the list of versions of
 * each before it fetches it, which takes it as long as all the rest. Source: docs/decisions/0082.
 */
export function withAddresses(text) {
  const lock = JSON.parse(text);
  const packages = Object.entries(lock.packages).map(([path, entry]) => [path, addressed(path, entry)]);
  return JSON.stringify({ ...lock, packages: Object.fromEntries(packages) });
}

function addressed(path, entry) {
  const at = path.lastIndexOf(FOLDER);
  // A workspace or a link to one; a package inside another's archive, or from elsewhere.
  if (at < 0 || entry.inBundle || entry.resolved) return entry;
  const name = entry.name ?? path.slice(at + FOLDER.length);
  const file = `${name.slice(name.indexOf('/') + 1)}-${entry.version}.tgz`;
  return { ...entry, resolved: `https://${ANY_REGISTRY}/${name}/-/${file}` };
}
