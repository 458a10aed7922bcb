import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withSettingsTables } from './documentation.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/settings.md'), 'utf8');
/** Returns the page without the padding and rules with which oxfmt aligns tables. */
const withoutPadding = (text: string) =>
  text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---').replaceAll(/\n+/g, '\n');

describe('docs/settings.md', () => {
  it('has the tables of the settings (if not, run node libs/settings/scripts/write-documentation.ts)', () => {
    expect(withoutPadding(page)).toBe(withoutPadding(withSettingsTables(page)));
  });

  it('is refused without a place for them', () => {
    expect(() => withSettingsTables('# Settings\n')).toThrow('The page has no place for the settings');
  });
});
