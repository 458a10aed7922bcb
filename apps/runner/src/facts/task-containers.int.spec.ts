import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InspectedImage } from '@reprise/executors';
import type { TaskObservation } from '@reprise/nextflow';
import { TaskContainers } from './task-containers.ts';

const ID = `sha256:${'c'.repeat(64)}`;
const known: InspectedImage = { digest: null, image_id: ID, problem: null };
const away: InspectedImage = { digest: null, image_id: null, problem: 'No such image' };
const LIVE = new AbortController().signal;

describe('the container images of an attempt', () => {
  let work: string;
  let asked: string[];
  let answers: Promise<InspectedImage>[];
  let containers: TaskContainers;
  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'reprise-images-'));
    [asked, answers] = [[], []];
    containers = new TaskContainers(({ image }) => {
      asked.push(image);
      return answers.shift() ?? Promise.resolve(known);
    });
  });
  afterEach(() => rmSync(work, { recursive: true }));

  const see = async (type: TaskObservation['type'], process: string, hash: string, image: string | null) => {
    const work_dir = join(work, hash);
    mkdirSync(work_dir, { recursive: true });
    const launch = image === null ? '/bin/bash -ue x' : `docker run -i --name $NXF_BOXID ${image} /bin/bash`;
    writeFileSync(join(work_dir, '.command.run'), `#!/bin/bash\n    ${launch}\n`);
    await containers.add({ type, process, hash, work_dir } as TaskObservation);
  };

  it('are listed with their processes, each looked up once after one of its tasks has started', async () => {
    await see('submitted', 'ALIGN', 'aa/1', 'bwa:1');
    expect(asked).toEqual([]);
    await see('started', 'ALIGN', 'aa/1', 'bwa:1');
    await see('completed', 'SORT', 'aa/2', 'bwa:1');
    await see('completed', 'CALL', 'aa/3', null);
    expect(await containers.facts(LIVE)).toEqual({
      images: [
        {
          image: 'bwa:1',
          engine: 'docker',
          executor: 'local',
          ...known,
          processes: ['ALIGN', 'SORT'],
          cached: false,
        },
      ],
      complete: true,
    });
    expect(asked).toEqual(['bwa:1']);
  });

  it('name their tasks if those of one process ran in several images', async () => {
    await see('completed', 'ALIGN', 'aa/1', 'bwa:1');
    await see('completed', 'ALIGN', 'aa/2', 'bwa:2');
    await see('completed', 'CALL', 'aa/3', 'call:1');
    expect((await containers.facts(LIVE))?.images.map(({ image, tasks }) => [image, tasks])).toEqual([
      ['bwa:1', ['aa/1']],
      ['bwa:2', ['aa/2']],
      ['call:1', undefined],
    ]);
  });

  it('are looked up again if the engine did not know them, since it may pull them later', async () => {
    answers = [Promise.resolve(away)];
    await see('started', 'ALIGN', 'aa/1', 'bwa:1');
    await answers[0];
    expect((await containers.facts(LIVE))?.images).toMatchObject([{ image_id: ID, problem: null }]);
  });

  it('are unknown, with the reason, if the engine does not answer until the attempt must end', async () => {
    answers = [new Promise(() => undefined)];
    await see('started', 'ALIGN', 'aa/1', 'bwa:1');
    expect((await containers.facts(AbortSignal.abort()))?.images).toMatchObject([
      { image: 'bwa:1', problem: 'its engine did not answer before the attempt ended' },
    ]);
  });

  it('are not looked up if their tasks ran in an earlier attempt', async () => {
    await see('cached', 'ALIGN', 'aa/1', 'bwa:1');
    await see('completed', 'ALIGN', 'aa/2', 'bwa:1');
    const found = (await containers.facts(LIVE))?.images.map(({ cached, problem }) => [cached, problem]);
    expect([found, asked]).toEqual([
      [
        [true, 'its tasks ran in an earlier attempt'],
        [false, null],
      ],
      ['bwa:1'],
    ]);
  });

  it('are empty if no task has a container', async () => {
    await see('completed', 'ALIGN', 'aa/1', null);
    expect(await containers.facts(LIVE)).toBeNull();
  });
});
