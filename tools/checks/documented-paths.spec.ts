import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '@reprise/setup';

const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: checkout, exclude: ['CHANGELOG.md'] });
/** A path of the checkout in code, without placeholders. */
const PATH = /`((?:apps|libs|tools|examples|pipelines)\/[\w./-]+)`/g;

const missingIn = (text: string): string[] =>
  [...text.matchAll(PATH)].map(([, path = '']) => path).filter((path) => !existsSync(join(checkout, path)));

describe('the paths in the docs', () => {
  it('are read from CONTRIBUTING, pages and decisions', () => {
    const read = ['CONTRIBUTING.md', 'docs/architecture.md', 'docs/decisions/0001-jetstream-is-the-log.md'];
    expect(pages).toEqual(expect.arrayContaining(read));
  });

  it.each(pages)('exist, in %s', (page) => {
    expect(missingIn(readFileSync(join(checkout, page), 'utf8'))).toEqual([]);
  });

  it('are reported if they do not exist', () => {
    expect(missingIn('see `libs/job/src/decide.ts` and `libs/job/src/planted.ts`')).toEqual([
      'libs/job/src/planted.ts',
    ]);
  });
});
