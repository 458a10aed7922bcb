import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  compileSubject,
  heartbeatSubject,
  type CompileRequest,
  type ParamsCheck,
  type PipelineList,
} from '@reprise/contracts';
import { STORAGE } from '@reprise/event-log/testing';
import { eventually } from '../testing/eventually.ts';
import { startServers, TestGateway, type Servers } from '../testing/test-gateway.ts';

const ERROR = { file: 'main.nf', line: 2, column: 3, message: '`nope` is not defined', source: '  nope' };
const RUNNER = { runner_id: 'runner-a', storage_id: STORAGE };

let servers: Servers;
let gateway: TestGateway;
let nats: NatsConnection;
const asked: CompileRequest[] = [];
/** Resolves the promise for which the runner's answers wait. */
let letCompile: () => void = () => undefined;
const compiles = new Promise<void>((resolve) => (letCompile = resolve));
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  nats = await connect({ servers: servers.nats.url });
  nats.subscribe(compileSubject(RUNNER), {
    callback: (_, message) => {
      const { id, data } = message.json<{ id: string; data: CompileRequest }>();
      asked.push(data);
      void compiles.then(() =>
        message.respond(JSON.stringify({ id, response: { errors: [ERROR] }, isDisposed: true })),
      );
    },
  });
  await eventually('the runner is heard', async () => {
    const data = { ...RUNNER, slots: 2, slots_taken: 0, nextflow_version: '26.04.6' };
    const heartbeat = { ...data, holds_back: null, simulated: false, lease_ms: 600_000 };
    nats.publish(
      heartbeatSubject('runner-a'),
      JSON.stringify({ pattern: heartbeatSubject('runner-a'), data: heartbeat }),
    );
    return (await gateway.get<{ items: object[] }>('/api/runners')).items[0] ?? null;
  });
});
afterAll(async () => {
  await nats.close();
  await gateway.stop();
  await servers.stop();
});

describe('a pipeline that does not compile', () => {
  const compiled = [{ nextflow_version: '26.04.6', errors: [ERROR] }];
  const toy = async (query = '') =>
    (await gateway.get<PipelineList>(`/api/pipelines${query}`)).items.find(({ name }) => name === 'toy')!;

  it('is compiled at the first check of a submission, which does not wait', async () => {
    expect((await toy()).compiled).toEqual([]);
    expect(asked).toEqual([]);
    const check = async (): Promise<ParamsCheck> => {
      const response = await gateway.post('/api/jobs/check', { pipeline: 'toy', params: { input_dir: './demo/S1' } });
      return (await response.json()) as ParamsCheck;
    };
    expect(await check()).toMatchObject({ compiled: [], compiling: true, warnings: [] });
    letCompile();
    const checked = await eventually('the compilation is known', async () => {
      const found = await check();
      return found.compiling ? null : found;
    });
    expect(checked).toMatchObject({ errors: [], compiled, warnings: [{ field: 'pipeline' }] });
    const { revision } = await toy();
    expect(asked).toEqual([
      { pipeline: 'toy', revision, nextflow_version: '26.04.6', syntax_parser: null, profiles: [] },
    ]);
  });

  it('is accepted with a warning', async () => {
    expect((await gateway.submit()).warnings).toEqual([
      {
        field: 'pipeline',
        message: 'does not compile with Nextflow 26.04.6: main.nf, line 2, column 3: `nope` is not defined',
      },
    ]);
  });

  it('is compiled again on its own when its folder changes', async () => {
    const before = asked.length;
    writeFileSync(join(gateway.folder, 'pipelines/toy/main.nf'), 'workflow {\n  nope\n}\n');
    const changed = await eventually('the folder is read and compiled', async () => {
      const listed = await toy();
      return asked.length > before && listed.compiled.length > 0 ? listed : null;
    });
    expect(asked.at(-1)).toMatchObject({ revision: changed.revision });
    expect(changed.compiled).toEqual(compiled);
  });
});
