import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '@reprise/setup';
import { withAddresses } from './lock-addresses.ts';

const lock = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages });
const addressOf = (path: string, entry: object) =>
  (JSON.parse(withAddresses(lock({ [path]: entry }))) as { packages: Record<string, { resolved?: string }> }).packages[
    path
  ]!.resolved;

describe('addresses of packages', () => {
  it.each([
    ['a package', 'node_modules/rxjs', { version: '7.8.2' }, 'rxjs/-/rxjs-7.8.2.tgz'],
    ['one of a scope', 'node_modules/@a/b', { version: '1.0.0' }, '@a/b/-/b-1.0.0.tgz'],
    ['one inside another', 'node_modules/x/node_modules/@a/b', { version: '2.0.0' }, '@a/b/-/b-2.0.0.tgz'],
    ['an alias', 'node_modules/old', { name: '@a/b', version: '3.0.0-rc.1' }, '@a/b/-/b-3.0.0-rc.1.tgz'],
    ['one that npm addressed', 'node_modules/x', { version: '1.0.0', resolved: 'https://a.test/x' }, 'x/-/x-1.0.0.tgz'],
  ])('name no registry: of %s', (_, path, entry, expected) => {
    expect(addressOf(path, entry)).toBe(`https://registry.invalid/${expected}`);
  });

  it('are given to no workspace', () => {
    expect(addressOf('libs/job', { name: '@reprise/job', version: '0.1.0' })).toBeUndefined();
    expect(addressOf('node_modules/@reprise/job', { resolved: 'libs/job', link: true })).toBe('libs/job');
  });

  it('are in the lockfile as npm run lockfile writes them', () => {
    const text = readFileSync(join(checkout, 'package-lock.json'), 'utf8');
    expect(text === withAddresses(text)).toBe(true);
  });
});
