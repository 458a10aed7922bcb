import { PathChecker } from '../paths/path-checker.ts';
import { checkRows } from './check-rows.ts';
import type { RowSchema } from './row-schema.ts';

const paths = () => new PathChecker({ roots: [], schemes: [] });
const rowsOf = (columns: RowSchema['columns']): RowSchema => ({
  rules: { type: 'array', items: { type: 'object', properties: columns } },
  columns,
});

describe('the rows of a samplesheet', () => {
  it('time out for a slow pattern, and name the pattern', async () => {
    const schema = rowsOf({ sample: { type: 'string', pattern: '^(a+)+$' } });
    const sheet = { columns: ['sample'], rows: [['aaa'], [`${'a'.repeat(40)}!`]], errors: [] };
    expect(await checkRows(schema, sheet, paths())).toEqual({
      errors: [{ field: 'sheet', message: 'could not be checked: the pattern ^(a+)+$ takes too long on its values' }],
      warnings: [],
    });
  });

  it('are refused for duplicates in a unique column, each with the other rows of its value', async () => {
    const schema = rowsOf({ sample: { type: 'string' }, lane: { type: 'string' } });
    const rows = [
      ['P-1', 'L1'],
      ['P-2', 'L1'],
      ['P-1', 'L1'],
    ];
    const sheet = { columns: ['sample', 'lane'], rows, errors: [] };
    const errorsBy = async (rule: object) =>
      (await checkRows({ ...schema, rules: { ...schema.rules, ...rule } }, sheet, paths())).errors;
    expect(await errorsBy({ uniqueEntries: ['sample'] })).toEqual([
      { field: 'sheet.1.sample', message: 'must be different in each row: it is also in row 3' },
      { field: 'sheet.3.sample', message: 'must be different in each row: it is also in row 1' },
    ]);
    expect((await errorsBy({ uniqueEntries: ['lane', 'sample'] }))[0]).toEqual({
      field: 'sheet.1.lane',
      message: 'lane and sample must differ together in each row: the same are in row 3',
    });
    expect(await errorsBy({ uniqueItems: true })).toEqual([
      { field: 'sheet.1', message: 'must be different in each row: the same is in row 3' },
      { field: 'sheet.3', message: 'must be different in each row: the same is in row 1' },
    ]);
  });

  it('are refused by row and column, with a warning for an unused column', async () => {
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
      warnings: [{ field: 'sheet.note', message: 'is not a column that this pipeline reads' }],
    });
  });
});
