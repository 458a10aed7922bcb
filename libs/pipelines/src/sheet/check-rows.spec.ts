import { PathChecker } from '../paths/path-checker.ts';
import { checkRows } from './check-rows.ts';
import type { RowSchema } from './row-schema.ts';

const paths = () => new PathChecker({ roots: [], schemes: [] });
const rowsOf = (columns: RowSchema['columns']): RowSchema => ({
  rules: { type: 'array', items: { type: 'object', properties: columns } },
  columns,
});

describe('the rows of a samplesheet', () => {
  it('whose pattern takes too long are not waited for, and the pattern is named', async () => {
    const schema = rowsOf({ sample: { type: 'string', pattern: '^(a+)+$' } });
    const sheet = { columns: ['sample'], rows: [['aaa'], [`${'a'.repeat(40)}!`]], errors: [] };
    expect(await checkRows(schema, sheet, paths())).toEqual({
      errors: [{ field: 'sheet', message: 'could not be checked: the pattern ^(a+)+$ takes too long on its values' }],
      warnings: [],
    });
  });

  it('are refused by row and column, and a column that nothing reads is a warning', async () => {
    const schema = rowsOf({ sample: { type: 'string', pattern: '^S\\d+$' } });
    const sheet = {
      columns: ['sample', 'note'],
      rows: [
        ['S1', 'x'],
        ['T1', 'y'],
      ],
      errors: [],
    };
    expect(await checkRows(schema, sheet, paths())).toEqual({
      errors: [{ field: 'sheet.2.sample', message: expect.stringContaining('^S\\d+$') as string }],
      warnings: [{ field: 'sheet.note', message: 'is no column that this pipeline reads' }],
    });
  });
});
