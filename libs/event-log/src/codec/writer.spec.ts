import { GATEWAY, GATEWAY_SOURCE, runnerActor, runnerSource } from '@reprise/contracts';
import { assertActor, assertMayAppend, assertWriter } from './writer.ts';

const life = 'reprise.jobs.j1.life';
const byGateway = `${life}.submitted.${GATEWAY}`;
const byRunner = (runner: string, type = 'attempt_failed') => `${life}.${type}.${runner}`;

describe('the writer that a subject proves', () => {
  it('is that of source and actor', () => {
    for (const [subject, source, actor] of [
      [byGateway, GATEWAY_SOURCE, 'admin'],
      [byRunner('runner-a'), runnerSource('runner-a'), runnerActor('runner-a')],
    ] as const)
      expect(() => assertWriter(subject, { source, actor })).not.toThrow();
  });

  it.each([
    [
      'another source',
      byGateway,
      runnerSource('runner-a'),
      'admin',
      /^its source is .*runner-a, but gateway appended it$/,
    ],
    [
      'a runner behind the gateway',
      byGateway,
      GATEWAY_SOURCE,
      runnerActor('runner-a'),
      /^its actor is .*, but gateway/,
    ],
    [
      'another runner',
      byRunner('runner-a'),
      runnerSource('runner-b'),
      'x',
      /^its source is .*, but runner-a appended it$/,
    ],
    ['a person behind a runner', byRunner('runner-a'), runnerSource('runner-a'), 'admin', /^its actor is admin, but /],
  ])('is not %s', (_, subject, source, actor, message) => {
    expect(() => assertWriter(subject, { source, actor })).toThrow(message);
  });

  it('is unknown for events of earlier releases', () => {
    for (const source of ['x', GATEWAY_SOURCE, runnerSource('runner-a')])
      expect(() => assertWriter(`${life}.submitted`, { source, actor: 'y' })).not.toThrow();
    expect(() => assertMayAppend(`${life}.submitted`, { type: 'submitted', actor: 'y' }, {} as never)).not.toThrow();
  });
});

describe('the actor of an event', () => {
  it('is a person only by the id of an account', () => {
    expect(() => assertActor({ actor: 'admin' })).not.toThrow();
    expect(() => assertActor({ actor: 'user:ana' })).toThrow(
      'its actor is user:ana, which is not user:<uuid> or user:<uuid>/token:<uuid>',
    );
  });
});

describe('the right of a writer to append', () => {
  const may =
    (subject: string, type: string, data: object = {}, actor = 'admin') =>
    () =>
      assertMayAppend(subject, { type, actor } as never, data as never);

  it('depends on the type', () => {
    expect(may(byGateway, 'submitted')).not.toThrow();
    expect(may(byRunner('runner-a'), 'attempt_failed')).not.toThrow();
    expect(may(byRunner('runner-a', 'submitted'), 'submitted')).toThrow('runner-a may not append submitted');
    expect(may(byGateway, 'attempt_started')).toThrow('gateway may not append attempt_started');
  });

  it('depends for the gateway on the actor too', () => {
    expect(may(byGateway, 'submitted', {}, 'gateway')).toThrow('gateway is no actor of submitted');
  });

  it('is limited for a runner to itself', () => {
    const ofRunner = (runner: string) => `reprise.runners.${runner}.drained.runner-a`;
    expect(may(ofRunner('runner-a'), 'drained')).not.toThrow();
    expect(may(ofRunner('runner-b'), 'drained')).toThrow('it is of runner runner-b, but runner-a appended it');
    const claim = (runner_id: string) => may(byRunner('runner-a', 'attempt_claimed'), 'attempt_claimed', { runner_id });
    expect(claim('runner-a')).not.toThrow();
    expect(claim('runner-b')).toThrow('it is about runner runner-b, but runner-a appended it');
  });

  it('never allows a runner to report a lost runner', () => {
    const fails = (cause: string) => may(byRunner('runner-a'), 'attempt_failed', { cause });
    expect(fails('error')).not.toThrow();
    expect(fails('runner_lost')).toThrow('only a gateway finds that a runner is lost');
  });
});
