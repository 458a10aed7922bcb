import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryEventLog } from '@reprise/event-log';
import {
  chain,
  fork,
  GENESIS,
  startProjector,
  type Content,
  type Projector,
  type ReadModel,
} from '@reprise/read-model';
import { emptyReadModel, until } from '@reprise/read-model/testing';
import { auditRows, isWhole, type StoredRow } from '../verify/audit-entries.ts';
import { signHeads, type Signing } from './sign-heads.ts';
import { Trust } from './trust.ts';

/** Lines of a file; empty if it does not exist. */
export const linesOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []);

/**
 * An empty read model with an in-memory log, and projectors that sign heads into a folder and a copy into a second
 * folder.
 */
export class SigningLab {
  readonly log = new MemoryEventLog();
  readonly folder = mkdtempSync(join(tmpdir(), 'reprise-trust-'));
  model: ReadModel;
  trust!: Trust;
  private readonly started: Projector[] = [];

  private constructor(model: ReadModel) {
    this.model = model;
  }

  static async open(postgresUrl: string): Promise<SigningLab> {
    const lab = new SigningLab(await emptyReadModel(postgresUrl));
    lab.trust = await lab.openTrust();
    return lab;
  }

  async close(): Promise<void> {
    for (const projector of this.started) await projector.stop();
    await this.model.close();
    rmSync(this.folder, { recursive: true });
  }

  own = () => join(this.folder, 'audit');
  elsewhere = () => join(this.folder, 'elsewhere');

  openTrust(): Promise<Trust> {
    const schema = `trust_${this.model.schema}`;
    return Trust.open({ readModel: this.model, folder: this.own(), copyFolder: this.elsewhere(), schema });
  }

  project(signing: Partial<Signing> = {}): Projector {
    const { log, model, trust } = this;
    const observe = signHeads({ trust, everyEntries: 50, leavingMs: 120_000, ...signing }, model, log);
    const projector = startProjector({ readModel: model, log, observe });
    this.started.push(projector);
    return projector;
  }

  async caughtUp(projector: Projector): Promise<void> {
    const { last_seq } = await this.log.head();
    await until(() => projector.status().position === last_seq, `event ${String(last_seq)} is projected`);
  }

  /** Replaces an event and recomputes all hashes, as an attacker who knows the chain would. */
  async forge(seq: number): Promise<void> {
    const { model } = this;
    await fork(model).execute(`update audit set payload = payload || ' '::bytea where seq = ${String(seq)}`);
    const rows: (StoredRow & Content)[] = [];
    for await (const row of auditRows(model, 1, 1000)) if (isWhole(row)) rows.push(row);
    for (const [i, hash] of chain(GENESIS, rows).entries())
      await fork(model).execute(`update audit set hash = decode('${hash}', 'hex') where seq = ${String(rows[i]!.seq)}`);
    await fork(model).execute('update checkpoint set hash = (select hash from audit order by seq desc limit 1)');
  }
}
