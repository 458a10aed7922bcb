import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { VerificationReport } from '@reprise/contracts';
import { startPostgres, type TestServer } from '@reprise/testing';
import { appendAll, newSeed, projectAll, randomHistory, until } from '@reprise/read-model/testing';
import { verify } from '../verify/verify.ts';
import { keepSigningKey } from './keys.ts';
import { headLine, signHead } from './signed-head.ts';
import { linesOf, SigningLab } from './signing-lab.fixture.ts';
import { Trust } from './trust.ts';

const seed = newSeed();
let postgres: TestServer;
let lab: SigningLab;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  lab = await SigningLab.open(postgres.url);
});
afterEach(() => lab.close());

describe('the trust in signed heads', () => {
  it('relies on a permanent key that only the owner can read', async () => {
    const { keyId } = keepSigningKey(lab.own());
    expect(statSync(join(lab.own(), 'private-key.pem')).mode & 0o777).toBe(0o600);
    expect(keepSigningKey(lab.own()).keyId).toBe(keyId);
    expect(existsSync(join(lab.own(), 'public-keys', `${keyId}.pem`))).toBe(true);
  });

  it('survives a failed copy to the external folder, which is made up for without a second signature', async () => {
    writeFileSync(lab.elsewhere(), 'in the way');
    const problems: string[] = [];
    const projector = lab.project({ everyEntries: 10, onProblem: (sentence) => problems.push(sentence) });
    await appendAll(lab.log, randomHistory(seed, 2).slice(0, 10));
    await until(() => problems.length > 0, 'it says so');
    expect(problems[0]).toMatch(/could not be copied elsewhere, and are with the next one: .*elsewhere/);
    const own = join(lab.own(), 'heads.ndjson');
    for (const event of randomHistory(seed + 1, 2).slice(0, 5)) {
      await appendAll(lab.log, [event]);
      await lab.caughtUp(projector);
    }
    expect(linesOf(own)).toHaveLength(1);
    rmSync(lab.elsewhere());
    await appendAll(lab.log, randomHistory(seed + 2, 2).slice(0, 10));
    await lab.caughtUp(projector);
    await projector.stop();
    expect(linesOf(own).length).toBeGreaterThan(1);
    expect(linesOf(join(lab.elsewhere(), 'heads.ndjson'))).toEqual(linesOf(own));
  });

  it('continues while the external folder hangs, and the heads are copied once it answers', async () => {
    mkdirSync(lab.elsewhere());
    const [own, elsewhere] = [lab.own(), lab.elsewhere()].map((folder) => join(folder, 'heads.ndjson'));
    // A pipe without a reader, so that opening it blocks.
    execFileSync('mkfifo', [elsewhere!]);
    const projector = lab.project({ everyEntries: 10, leavingMs: 1_000 });
    try {
      await until(async () => {
        const { last_seq } = await lab.log.head();
        await appendAll(lab.log, randomHistory(seed + last_seq, 1).slice(0, 10));
        await lab.caughtUp(projector);
        return linesOf(own!).length > 1;
      }, 'heads are signed');
      await projector.stop();
    } finally {
      const pipe = openSync(elsewhere!, 'r+');
      rmSync(elsewhere!);
      closeSync(pipe);
    }
    await lab.trust.copy();
    expect(linesOf(elsewhere!)).toEqual(linesOf(own!));
  });

  it('distinguishes forged heads, those of an unknown key and unreadable ones from its own', async () => {
    await appendAll(lab.log, randomHistory(seed, 2).slice(0, 10));
    await projectAll(lab.model, lab.log);
    const position = { last_seq: 10, count: 10, hash: 'ab'.repeat(32), stream_created: 'then' };
    const genuine = await lab.trust.sign(position, '2026-01-01T00:00:00.000Z');
    const stranger = keepSigningKey(join(lab.folder, 'stranger'));
    const { signature: _, ...claim } = genuine;
    const byStranger = signHead({ ...claim, key_id: stranger.keyId }, stranger.privateKey);
    const forged = { ...genuine, seq: 5 };
    const file = join(lab.own(), 'heads.ndjson');
    appendFileSync(file, [headLine(byStranger), headLine(forged), '{"seq":'].join('\n'));
    const { heads, problems } = await lab.trust.heads();
    expect(heads).toEqual([genuine]);
    expect(problems).toEqual([
      { place: file, seq: 10, message: expect.stringContaining('none of those trusted') },
      { place: file, seq: 5, message: expect.stringContaining('does not bear a signature') },
    ]);
    expect((await lab.trust.heads()).places[1]).toEqual({ name: file, heads: 3, unreadable: 1 });
    await lab.trust.sign(position, '2026-01-01T00:00:01.000Z');
    expect((await lab.trust.heads()).heads).toHaveLength(2);
  });

  it('treats the torn line of a crash as no forgery, and copies it whole or not at all', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(lab.log, history.slice(0, 60));
    const first = lab.project();
    await lab.caughtUp(first);
    await first.stop();
    const whole = headLine((await lab.trust.last())!);
    appendFileSync(join(lab.own(), 'heads.ndjson'), whole.slice(0, 40));
    lab.trust = await lab.openTrust();
    const second = lab.project();
    await appendAll(lab.log, history.slice(60, 120));
    await lab.caughtUp(second);
    await second.stop();
    const { findings, heads } = await verify({ log: lab.log, readModel: lab.model, trust: lab.trust });
    expect(findings).toEqual([]);
    expect(heads.places.map(({ unreadable }) => unreadable)).toEqual([0, 1, 0]);
    expect(linesOf(join(lab.elsewhere(), 'heads.ndjson')).every((line) => line.endsWith('}'))).toBe(true);
  });

  it('fails a check of all heads if the external folder cannot be read', async () => {
    expect(await lab.trust.last()).toBeNull();
    const position = { last_seq: 10, count: 10, hash: 'ab'.repeat(32), stream_created: 'then' };
    const genuine = await lab.trust.sign(position, '2026-01-01T00:00:00.000Z');
    mkdirSync(join(lab.elsewhere(), 'heads.ndjson'), { recursive: true });
    expect(await lab.trust.last()).toEqual(genuine);
    await expect(lab.trust.heads()).rejects.toThrow('EISDIR');
    await expect(lab.trust.copy()).rejects.toThrow('EISDIR');
  });

  it('copies them to the external folder once, and looks them up there each time', async () => {
    const position = { last_seq: 10, count: 10, hash: 'ab'.repeat(32), stream_created: 'then' };
    const genuine = await lab.trust.sign(position, '2026-01-01T00:00:00.000Z');
    for (let times = 0; times < 2; times++) await lab.trust.copy();
    expect(await lab.trust.last()).toEqual(genuine);
    const file = join(lab.elsewhere(), 'heads.ndjson');
    expect(readFileSync(file, 'utf8')).toBe(`${headLine(genuine)}\n`);
    const { signature: _, ...claim } = genuine;
    const later = signHead({ ...claim, seq: 20, count: 20 }, keepSigningKey(lab.own()).privateKey);
    appendFileSync(file, `${headLine(later)}\n`);
    expect(await lab.trust.last()).toEqual(later);
  });

  it('copies them with the public key, also by a gateway that signed none itself', async () => {
    await lab.trust.sign(
      { last_seq: 1, count: 1, hash: 'ab'.repeat(32), stream_created: 'once' },
      '2026-01-01T00:00:00Z',
    );
    await lab.trust.copy();
    const { keyId } = keepSigningKey(lab.own());
    expect(existsSync(join(lab.elsewhere(), 'public-keys', `${keyId}.pem`))).toBe(true);
    const heads = join(lab.elsewhere(), 'heads.ndjson');
    rmSync(heads);
    const other = await lab.openTrust();
    await other.copy();
    expect(linesOf(heads)).toHaveLength(1);
  });

  it('is limited to table and file without an external folder', async () => {
    const schema = `trust_${lab.model.schema}`;
    const trust = await Trust.open({ readModel: lab.model, folder: lab.own(), schema });
    const position = { last_seq: 10, count: 10, hash: 'ab'.repeat(32), stream_created: 'then' };
    const genuine = await trust.sign(position, '2026-01-01T00:00:00.000Z');
    await trust.copy();
    expect(existsSync(lab.elsewhere())).toBe(false);
    const { heads, places } = await trust.heads();
    expect([heads, places]).toEqual([
      [genuine],
      [
        { name: `table ${schema}.signed_head`, heads: 1, unreadable: 0 },
        { name: join(lab.own(), 'heads.ndjson'), heads: 1, unreadable: 0 },
      ],
    ]);
  });

  it('excludes a key that was placed beside the external heads', async () => {
    const position = { last_seq: 10, count: 10, hash: 'ab'.repeat(32), stream_created: 'then' };
    const genuine = await lab.trust.sign(position, '2026-01-01T00:00:00.000Z');
    const stranger = keepSigningKey(lab.elsewhere());
    const { signature: _, ...claim } = genuine;
    const theirs = signHead({ ...claim, seq: 99, key_id: stranger.keyId }, stranger.privateKey);
    appendFileSync(join(lab.elsewhere(), 'heads.ndjson'), `${headLine(theirs)}\n`);
    const { heads, problems } = await lab.trust.heads();
    expect(heads).toEqual([genuine]);
    expect(problems).toMatchObject([{ seq: 99, message: expect.stringContaining('none of those trusted') }]);
    expect(await lab.trust.last()).toEqual(genuine);
  });
});

describe('verifications', () => {
  it('are recorded with their outcome, and the last one is available', async () => {
    expect(await lab.trust.lastVerification()).toBeNull();
    const times = { started_at: '2026-01-01T00:00:00.000Z', finished_at: '2026-01-01T00:01:00.000Z' };
    const report = { ok: true, findings: [], entries: 7 } as unknown as VerificationReport;
    const done = { ...times, scheduled: true, report, problem: null };
    const failed = { ...times, scheduled: false, report: null, problem: 'The log does not answer' };
    for (const verification of [failed, done, failed, done]) {
      await lab.trust.recordVerification(verification);
      expect(await lab.trust.lastVerification()).toEqual(verification);
    }
  });
});
