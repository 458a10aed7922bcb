import type { AttemptCommand } from '@reprise/job';
import { aStartedAttempt } from '../attempt/started-attempt.fixture.ts';
import { reportNextflow } from './report-nextflow.ts';

describe('a run whose log names a different Nextflow than its launcher reported', () => {
  const sent: unknown[] = [];
  const report = (version: string, parser: 'v1' | 'v2' | undefined, environment: Record<string, string> = {}) => {
    sent.length = 0;
    const started = aStartedAttempt('/data', { nextflow_version: '23.10.1', ...(parser && { syntax_parser: parser }) });
    const tools = {
      environment,
      nextflows: { askAgain: (asked: string) => void sent.push(asked) },
      commands: { handle: (_: string, command: AttemptCommand) => Promise.resolve(void sent.push(command)) },
    };
    return reportNextflow(started, version, tools as unknown as Parameters<typeof reportNextflow>[2]);
  };
  const command = { name: 'report_nextflow', attempt: 1 };

  it('is recorded with the configured parser, and the launcher is read again', async () => {
    await report('25.04.4', undefined);
    expect(sent).toEqual([{ ...command, nextflow_version: '25.04.4', syntax_parser: 'v1' }, '23.10.1']);
    await report('26.04.6', 'v1');
    expect(sent[0]).toEqual({ ...command, nextflow_version: '26.04.6', syntax_parser: 'v1' });
    await report('25.04.4', undefined, { NXF_SYNTAX_PARSER: 'v2' });
    expect(sent[0]).toEqual({ ...command, nextflow_version: '25.04.4', syntax_parser: 'v2' });
  });

  it('is recorded without a parser if that version has only one', async () => {
    await report('22.10.7', 'v2');
    expect(sent[0]).toEqual({ ...command, nextflow_version: '22.10.7' });
  });
});
