import { checkout } from '@reprise/setup';
import { folderCycles, productionImports, relativeImports } from './folder-cycles.ts';

const imports = productionImports(checkout);

/** Returns the folders with a cycle if these files are added with this text. */
function foldersWith(texts: Readonly<Record<string, string>>): string[] {
  const planted = new Map(imports);
  for (const [path, text] of Object.entries(texts))
    planted.set(path, [...(imports.get(path) ?? []), ...relativeImports(path, text)]);
  return folderCycles(planted).map(({ folder }) => folder);
}

it('finds no import cycle between the files and folders of any folder', () => {
  expect(folderCycles(imports)).toEqual([]);
});

describe('the check of folder cycles', () => {
  it('reads the sources of each kind of project', () => {
    expect([...imports.keys()]).toEqual(
      expect.arrayContaining([
        'apps/runner/src/reactions/reactor.ts',
        'apps/web/src/app/core/live/live.ts',
        'libs/read-model/src/index.ts',
        'tools/lint/boundaries.mjs',
      ]),
    );
  });

  it.each([
    ['an import', `import { nextReaction } from '../reactions/reactions.ts';`],
    ['an import of a type', `import type { nextReaction } from '../reactions/reactions.ts';`],
    ['an export', `export * from '../reactions/reactions.ts';`],
    ['a lazy import', `void import('../reactions/reactions.ts');`],
    ['a JSDoc type', `/** @type {import('../reactions/reactions.ts').Reaction} */`],
  ])('finds %s that leads back up', (_, text) => {
    expect(foldersWith({ 'apps/runner/src/attempt/attempt.ts': text })).toEqual(['apps/runner/src']);
  });

  it('finds a cycle between a folder and a sibling file', () => {
    const text = `export * from './memory/planted.ts';`;
    const back = `export * from '../event-log.ts';`;
    const planted = { 'libs/event-log/src/event-log.ts': text, 'libs/event-log/src/memory/planted.ts': back };
    expect(foldersWith(planted)).toEqual(['libs/event-log/src']);
  });

  it('finds a cycle of folders at any depth, and lists an import for each step', () => {
    const planted = new Map([
      ['libs/a/src/room/narrow/narrow.ts', ['libs/a/src/room/wide/wide.ts']],
      ['libs/a/src/room/wide/wide.ts', ['libs/a/src/room/narrow/deep/deep.ts']],
      ['libs/a/src/room/narrow/deep/deep.ts', []],
    ]);
    const shown = ['narrow/narrow.ts -> wide/wide.ts', 'wide/wide.ts -> narrow/deep/deep.ts'];
    expect(folderCycles(planted)).toEqual([{ folder: 'libs/a/src/room', imports: shown }]);
  });

  it.each([
    ['a file of its own folder', 'apps/runner/src/attempt/attempt.ts', `import { x } from './work-queue.ts';`],
    ['a file below it', 'apps/runner/src/reactions/reactor.ts', `import { x } from '../attempt/attempt.ts';`],
    ['another project', 'apps/runner/src/attempt/attempt.ts', `import { x } from '@reprise/contracts';`],
  ])('allows a file to import %s', (_, path, text) => {
    expect(foldersWith({ [path]: text })).toEqual([]);
  });
});
