import type { ApiClient, BodyOf } from '@reprise/api-client';
import type { SheetCheck, SheetResult, SheetSubmitted } from '@reprise/contracts';
import { CliError } from '../../cli-error.ts';
import type { Context } from '../../context.ts';
import { counted } from '../../terminal/words.ts';

/** Number of rows in one request. The progress is shown after each. */
const PART = 50;

/** Body of a part, without its rows. */
export type Shared = Omit<BodyOf<'/api/jobs/sheet'>, 'columns' | 'rows' | 'text' | 'batch'> & {
  readonly batch: { readonly id: string; readonly name?: string };
};

export interface SentSheet {
  readonly batch: SheetSubmitted['batch'];
  /** Outcomes of the rows that were sent, numbered as in the whole sheet. */
  readonly results: readonly SheetResult[];
  /** Why the other rows were not sent; null if all were. */
  readonly error: CliError | null;
}

/**
 * Submits a sheet in parts of one batch. The idempotency key is the id of the batch, so that a row that is sent again
 * with the same batch gets the job that it already has.
 */
export async function sendParts(
  { terminal, signal }: Context,
  api: ApiClient,
  { columns, rows }: Pick<SheetCheck, 'columns' | 'rows'>,
  shared: Shared,
): Promise<SentSheet> {
  const { id } = shared.batch;
  // Ctrl-C can end the process before the summary.
  if (rows.length > PART)
    terminal.err(`Submitting ${counted(rows.length, 'row')}. If this is interrupted, repeat it with --batch ${id}.`);
  const results: SheetResult[] = [];
  let batch: SheetSubmitted['batch'];
  for (let first = 0; first < rows.length && !signal.aborted; first += PART) {
    const body = { ...shared, columns, rows: rows.slice(first, first + PART) };
    try {
      const answer = await api.post('/api/jobs/sheet', { headers: { 'Idempotency-Key': id }, body });
      batch = answer.batch;
      results.push(...answer.results.map((result) => ({ ...result, row: (result.row ?? 0) + first })));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      return { batch, results, error };
    }
    const done = Math.min(first + PART, rows.length);
    if (rows.length > PART && terminal.isErrTty)
      terminal.writeErr(`\r\u001b[K${done < rows.length ? `${String(done)} of ${String(rows.length)} rows` : ''}`);
    if (results.some(({ problem }) => (problem?.status ?? 0) >= 500)) break;
  }
  return { batch, results, error: null };
}
