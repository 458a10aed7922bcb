import type { SheetCheck } from '@reprise/contracts';
import { JOB_ID } from '../../../testing/views.ts';
import { SheetState, unreadableText } from './sheet-state.ts';

const read: SheetCheck = {
  mode: 'jobs',
  modes: ['jobs'],
  sheet_param: null,
  columns: ['sample', 'depth'],
  rows: [
    ['A', '1'],
    ['B', '0'],
    ['', 'x'],
  ],
  errors: [
    { row: 2, column: 'depth', message: 'must be at least 1' },
    { row: 3, column: 'sample', message: 'is required' },
    { row: 3, column: 'depth', message: 'must be a whole number' },
    { row: 3, column: 'depth', message: 'is odd' },
  ],
  warnings: [{ row: 1, column: null, message: 'is alone' }],
};

describe('the table of a samplesheet', () => {
  let state: SheetState;
  const idOf = (row: number) => state.rows()[row - 1]!.id;
  beforeEach(() => {
    state = new SheetState();
    state.load(read);
  });

  it('locates the errors of each cell, and counts them', () => {
    expect(state.errorAt(idOf(2), 'depth')).toBe('Must be at least 1');
    expect(state.errorAt(idOf(3), 'depth')).toBe('Must be a whole number; is odd');
    expect(state.errorAt(idOf(1), 'depth')).toBeNull();
    expect(state.warningAt(idOf(1), null)).toBe('Is alone');
    expect([state.errorText(), state.warningText()]).toEqual(['4 errors in 2 rows', '1 warning']);
  });

  it('shows the error of a column that the sheet lacks at the row', () => {
    state.found({ errors: [{ row: 2, column: 'reads', message: 'is required' }], warnings: [] }, [idOf(1), idOf(2)]);
    expect(state.errorAt(idOf(2), null)).toBe('Column “reads” is required');
  });

  it('keeps cells without a column until a cell of their row is changed', () => {
    state.load({ ...read, rows: [['A', '1', 'more']] });
    expect(state.open()[0]!.cells).toEqual(['A', '1', 'more']);
    state.setCell(idOf(1), 1, '2');
    expect(state.open()[0]!.cells).toEqual(['A', '2']);
  });

  it('keeps errors at their rows when another row is removed', () => {
    const last = idOf(3);
    state.removeRow(idOf(2));
    expect([state.errorAt(last, 'sample'), state.errorText()]).toEqual(['Is required', '3 errors in 1 row']);
  });

  it('separates errors of the sheet from those of a shared parameter', () => {
    const errors = [
      { row: null, column: null, message: 'needs a column' },
      { row: null, column: 'depth', message: 'is there twice' },
      { row: null, column: 'reference', message: 'is required' },
    ];
    state.found({ errors, warnings: [] }, []);
    expect(state.ofSheet().map(({ message }) => message)).toEqual(['needs a column', 'is there twice']);
    expect(state.ofShared().map(({ column }) => column)).toEqual(['reference']);
    expect(state.errorText()).toBe('3 errors');
    state.found({ errors: [...errors, { row: 1, column: 'depth', message: 'is odd' }], warnings: [] }, [idOf(1)]);
    expect(state.errorText()).toBe('1 error in 1 row, 3 elsewhere');
  });

  it('keeps the outcome of each row, and leaves rows open that were not accepted', () => {
    const ids = state.open().map(({ id }) => id);
    const job = { row: 1, sample_name: 'A', job_id: JOB_ID, seq: 7, problem: null };
    const problem = { status: 503, detail: 'The event log does not answer now.' };
    state.submitted([job, { row: 2, sample_name: 'B', job_id: null, seq: null, problem }], ids);
    expect([state.accepted(), state.failed(), state.open().map(({ cells }) => cells[0])]).toEqual([1, 1, ['B', '']]);
    state.setCell(idOf(2), 1, ' 9 ');
    expect(state.rows()[1]).toMatchObject({ cells: ['B', '9'], result: null });
  });
});

describe('an unreadable samplesheet', () => {
  it('gets an explanation in sentences, with the name of each column', () => {
    const none = { column: null, message: 'The sheet has a header, but no rows below it.' };
    const unknown = { column: 'garbage', message: 'is not a parameter of this pipeline; it has depth' };
    expect(unreadableText([none, unknown])).toBe(
      'The sheet has a header, but no rows below it. Column “garbage” is not a parameter of this pipeline; it has depth.',
    );
  });
});
