import { Injectable } from '@nestjs/common';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { JobFiles } from '@reprise/gateway/jobs';
import { GeneModels } from './gene-models.ts';
import { OrderedRows } from './ordered-rows.ts';
import { NoVariantTableError, readVariantTable } from './read-table.ts';

const KIND = 'filtered_tsv';
/**
 * Maximum number of cached tables. The most recent ones are kept, limited also by file size; a table takes five times
 * its file size in memory.
 */
const MOST_KEPT = 4;
/** Maximum bytes of a table, and of all cached tables. 100,000 variants take about 10 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface LoadedVariantTable {
  readonly sampleName: string;
  readonly attempt: number;
  readonly file: string;
  /** All tables of the attempt. */
  readonly files: readonly string[];
  /** SHA-256 of the table, and the reference of the attempt, as recorded. */
  readonly sha256: string | null;
  readonly reference: { readonly path: string; readonly sha256: string | null } | null;
  readonly rows: OrderedRows;
  /** Number of rows. */
  readonly total: number;
  /** Consequences in the table, by name. */
  readonly consequences: readonly string[];
  readonly genes: GeneModels;
}

type Read = Pick<LoadedVariantTable, 'rows' | 'total' | 'consequences' | 'genes'>;

/**
 * Reads the tables of variants among the results of jobs.
 * @throws ProblemException 404 if there is none, 503 if the runner does not answer, 422 if the file is not a table
 */
@Injectable()
export class VariantTables {
  private readonly kept = new Map<string, { readonly bytes: number; readonly read: Promise<Read> }>();

  constructor(private readonly jobFiles: JobFiles) {}

  async of(jobId: string, attempt: number | undefined, wanted: string | undefined): Promise<LoadedVariantTable> {
    const found = await this.jobFiles.filesOf(jobId, attempt);
    const tables = found.files.filter(({ kind }) => kind === KIND);
    const table = wanted === undefined ? tables[0] : tables.find(({ path }) => path === wanted);
    if (found.away) throw found.away;
    if (!found.source || !table) throw new ProblemException(404, noTable(wanted));
    const { source } = found;
    // A rerun writes to the same path again. Size and checksum reveal this.
    const key = [jobId, found.attempt, table.path, table.bytes, table.sha256].join(' ');
    const read = this.keep(key, table.bytes, async () => {
      const file = await source.open(table.path);
      if (!file) throw new ProblemException(404, noTable(table.path));
      if (file.size === 0) {
        await file.close();
        throw new ProblemException(422, 'The table of variants is empty: it has no header.');
      }
      if (file.size > MOST_BYTES) {
        await file.close();
        throw new ProblemException(422, 'The table of variants is too large for the page. Download it instead.');
      }
      const rows = await readVariantTable(file.read(0, file.size - 1)).catch(asProblem);
      const consequences = [...new Set(rows.flatMap(({ consequence }) => consequence?.terms ?? []))].sort();
      return {
        rows: new OrderedRows(rows),
        total: rows.length,
        consequences,
        genes: await GeneModels.read(source, found),
      };
    });
    const reference = found.files.find(({ kind }) => kind === 'reference');
    return {
      sampleName: found.sampleName,
      attempt: found.attempt,
      file: table.path,
      files: tables.map(({ path }) => path),
      sha256: table.sha256,
      reference: reference ? { path: reference.path, sha256: reference.sha256 } : null,
      ...(await read),
    };
  }

  private keep(key: string, bytes: number, read: () => Promise<Read>): Promise<Read> {
    const known = this.kept.get(key) ?? { bytes, read: read() };
    this.kept.delete(key);
    this.kept.set(key, known);
    known.read.catch(() => this.kept.delete(key));
    let total = 0;
    for (const [i, [each, table]] of [...this.kept].toReversed().entries()) {
      total += table.bytes;
      if (i >= MOST_KEPT || (i > 0 && total > MOST_BYTES)) this.kept.delete(each);
    }
    return known.read;
  }
}

const noTable = (path: string | undefined): string =>
  path === undefined
    ? `This attempt has no table of variants. A pipeline names one as the output \`${KIND}\` in its reprise.json.`
    : `This attempt has no table of variants ${path.slice(0, 200)}.`;

function asProblem(error: unknown): never {
  if (error instanceof NoVariantTableError) throw new ProblemException(422, error.message);
  throw error;
}
