import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Raw trace record of a task. */
export interface TraceRecord {
  readonly hash: string;
  readonly task_id: string;
  readonly native_id: string;
  readonly process: string;
  readonly tag: string;
  readonly name: string;
  readonly status: 'COMPLETED' | 'FAILED' | 'ABORTED' | 'CACHED';
  readonly exit: string;
  readonly attempt: string;
  readonly submit: string;
  readonly start: string;
  readonly complete: string;
  readonly duration: string;
  readonly realtime: string;
  readonly '%cpu': string;
  readonly peak_rss: string;
  readonly workdir: string;
  readonly error_action: string;
}

/** The fields that Nextflow writes unless a config names others. */
const usual = 'task_id,hash,native_id,name,status,exit,submit,duration,realtime,%cpu,peak_rss,peak_vmem,rchar,wchar';

/** A trace with the configured fields. Fields that are not simulated are `-`. */
export class TraceFile {
  readonly #file: string;
  readonly #fields: readonly string[];

  constructor(file: string, config: string | null) {
    const text = config !== null && existsSync(config) ? readFileSync(config, 'utf8') : '';
    this.#fields = (/\bfields\s*=\s*['"]([^'"]+)['"]/.exec(text)?.[1] ?? usual).split(',').map((name) => name.trim());
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${this.#fields.join('\t')}\n`);
  }

  write(record: TraceRecord): void {
    const values: Readonly<Record<string, string>> = { ...record };
    appendFileSync(this.#file, `${this.#fields.map((name) => values[name] ?? '-').join('\t')}\n`);
  }
}
