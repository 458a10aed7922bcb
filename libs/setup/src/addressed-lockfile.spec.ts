import { withAddresses } from './addressed-lockfile.mjs';

const resolvedOf = (path: string, entry: object) =>
  (
    JSON.parse(withAddresses(JSON.stringify({ packages: { [path]: entry } }))) as {
      packages: Record<string, { resolved?: string }>;
    }
  ).packages[path]!.resolved;

describe('package addresses in a lockfile', () => {
  it.each([
    ['a package', 'node_modules/rxjs', { version: '7.8.2' }, 'rxjs/-/rxjs-7.8.2.tgz'],
    ['one of a scope', 'node_modules/@a/b', { version: '1.0.0' }, '@a/b/-/b-1.0.0.tgz'],
    ['one inside another', 'node_modules/x/node_modules/@a/b', { version: '2.0.0' }, '@a/b/-/b-2.0.0.tgz'],
    ['an alias', 'node_modules/old', { name: '@a/b', version: '3.0.0-rc.1' }, '@a/b/-/b-3.0.0-rc.1.tgz'],
  ])('name no registry: of %s', (_, path, entry, expected) => {
    expect(resolvedOf(path, entry)).toBe(`https://registry.invalid/${expected}`);
  });

  it('are not added to a package that comes with another or from elsewhere', () => {
    expect(resolvedOf('node_modules/x/node_modules/y', { version: '1.0.0', inBundle: true })).toBeUndefined();
    const git = 'git+ssh://git@git.test/a/b.git#0c1d2e3';
    expect(resolvedOf('node_modules/x', { version: '1.0.0', resolved: git })).toBe(git);
  });

  it('are not added to a workspace', () => {
    expect(resolvedOf('libs/job', { name: '@reprise/job', version: '0.1.0' })).toBeUndefined();
    expect(resolvedOf('node_modules/@reprise/job', { resolved: 'libs/job', link: true })).toBe('libs/job');
  });
});
