import { globSync, readFileSync } from 'node:fs';

/** Two elements on one line with only spaces between them. Angular removes these spaces. */
const LOST_SPACE = /(?:<\/[a-z][\w-]*>|\/>) +<[a-z]/;

const lostSpaces = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, i) => (LOST_SPACE.test(line) ? [`${file}:${String(i + 1)}: ${line.trim()}`] : []));

describe('a template of the page', () => {
  it('writes a space between two elements as &ngsp;, since Angular removes any other', () => {
    const templates = globSync('{apps/web/src/app,libs/*/src/page}/**/*.{html,ts}').filter(
      (file) => !file.endsWith('.spec.ts'),
    );
    expect(templates.length).toBeGreaterThan(100);
    expect(templates.flatMap(lostSpaces)).toEqual([]);
  });

  it('is found without it', () => {
    expect(LOST_SPACE.test('<b>Pass</b> <span>')).toBe(true);
    expect(LOST_SPACE.test('<b>Pass</b>&ngsp;<span>')).toBe(false);
  });
});
