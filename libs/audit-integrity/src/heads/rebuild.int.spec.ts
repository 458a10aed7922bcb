import { MemoryEventLog } from '@reprise/event-log';
import { startPostgres, type TestServer } from '@reprise/testing';
import { HeadMismatchError, rebuild } from '@reprise/read-model';
import { appendAll, digest, newSeed, projectAll, randomHistory } from '@reprise/read-model/testing';
import { verify } from '../verify/verify.ts';
import { SigningLab } from './signing-lab.fixture.ts';

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

describe('a rebuild with signed heads', () => {
  it('is where an idle projector continues, although the sequence is equal', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(lab.log, history.slice(0, 60));
    await projectAll(lab.model, lab.log);
    await lab.forge(24);
    const projector = lab.project();
    await lab.caughtUp(projector);
    await rebuild({ databaseUrl: postgres.url, schema: lab.model.schema, log: lab.log, trust: lab.trust });
    await appendAll(lab.log, history.slice(60, 80));
    await lab.caughtUp(projector);
    await projector.stop();
    expect(await verify({ log: lab.log, readModel: lab.model, trust: lab.trust })).toMatchObject({
      findings: [],
      unsigned: 0,
    });
  });

  it('swaps in tables that lead to every signed head', async () => {
    const history = randomHistory(seed, 10);
    const projector = lab.project();
    for (const part of [history.slice(0, 60), history.slice(60)]) {
      await appendAll(lab.log, part);
      await lab.caughtUp(projector);
    }
    await projector.stop();
    const before = await digest(lab.model);
    expect((await lab.trust.heads()).heads.length).toBeGreaterThan(1);
    await rebuild({ databaseUrl: postgres.url, schema: lab.model.schema, log: lab.log, trust: lab.trust });
    expect(await digest(lab.model)).toEqual(before);
  });

  it('keeps the old tables if the log differs from what was signed, and names the first head that does not match', async () => {
    const history = randomHistory(seed, 10);
    const projector = lab.project();
    for (const part of [history.slice(0, 60), history.slice(60)]) {
      await appendAll(lab.log, part);
      await lab.caughtUp(projector);
    }
    await projector.stop();
    const before = await digest(lab.model);
    const { heads } = await lab.trust.heads();

    const altered = new MemoryEventLog();
    await appendAll(altered, history.with(80, { ...history[80]!, actor: 'mallory' }));
    const options = { databaseUrl: postgres.url, schema: lab.model.schema, trust: lab.trust };
    const refused = rebuild({ ...options, log: altered });
    await expect(refused).rejects.toThrow(HeadMismatchError);
    await expect(refused).rejects.toMatchObject({ seq: heads[1]!.seq });

    const shorter = new MemoryEventLog();
    await appendAll(shorter, history.slice(0, -1));
    await expect(rebuild({ ...options, log: shorter })).rejects.toThrow('its end was cut off');
    expect(await digest(lab.model)).toEqual(before);
  });
});
