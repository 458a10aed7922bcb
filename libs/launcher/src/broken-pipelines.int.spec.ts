import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokenPipelines } from './broken-pipelines.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-pipelines-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const pipeline = (name: string, manifest: string) => {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'main.nf'), 'workflow { }');
  writeFileSync(join(folder, name, 'reprise.json'), manifest);
};

describe('pipelines that are wrong', () => {
  it('are told in a line each, by file, field and reason', () => {
    pipeline('right', '{ "name": "right", "script": "main.nf" }');
    pipeline('no-json', '{');
    pipeline('no-script', '{ "name": "no-script", "script": "gone.nf" }');
    expect(brokenPipelines([folder])).toEqual([
      expect.stringMatching(/^A pipeline is not there, the others are: .*\/no-json\/reprise\.json: is no valid JSON: /),
      `A pipeline is not there, the others are: ${folder}/no-script/reprise.json, script: must be a file in the pipeline's folder; there is no gone.nf. Correct it and start again.`,
    ]);
  });

  it('are none where all are right', () => {
    pipeline('right', '{ "name": "right", "script": "main.nf" }');
    expect(brokenPipelines([folder])).toEqual([]);
  });
});
