import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { DirectoryController } from './directory.controller.ts';

const oidc = { label: 'Sign in' };

function stage(access: object = { oidc }) {
  const asked: unknown[] = [];
  const answer: Record<string, unknown> = {};
  const response = {
    set: (...headers: unknown[]) => (asked.push(headers), response),
    redirect: (status: number, to: string) => Object.assign(answer, { status, to }),
  };
  const signIns = {
    begin: async (to: string) => (asked.push(['begin', to]), 'https://login.lab.example/?a'),
    finish: async () => '/jobs',
  };
  const signOuts = { end: async (token: string) => void asked.push(['end', token]) };
  const settings = { access, publicUrl: 'https://reprise.lab.example' };
  const controller = new DirectoryController(settings as never, signIns as never, signOuts as never);
  const from = (host: string) => ({ get: () => host }) as never;
  return { controller, from, response: response as never, answer, asked };
}
const HEADERS = [{ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }];

describe('the redirect to the directory', () => {
  it('begins at the public address of Reprise', async () => {
    const { controller, from, response, answer, asked } = stage();
    await controller.begin({ return_to: '/jobs' }, from('reprise.lab.example'), response);
    expect(answer).toEqual({ status: 303, to: 'https://login.lab.example/?a' });
    expect(asked).toEqual([['begin', '/jobs'], HEADERS]);
  });

  it('goes there first from another host name, since its cookies would not come back', async () => {
    const { controller, from, response, answer, asked } = stage();
    await controller.begin({ return_to: '/jobs?as_of=7' }, from('10.0.0.7:8080'), response);
    const to = 'https://reprise.lab.example/api/sign-in/oidc?return_to=%2Fjobs%3Fas_of%3D7';
    expect([answer, asked]).toEqual([{ status: 303, to }, [HEADERS]]);
  });

  it('returns to the page', async () => {
    const { controller, from, response, answer, asked } = stage();
    await controller.finish(from('reprise.lab.example'), response);
    expect([answer, asked]).toEqual([{ status: 303, to: '/jobs' }, [HEADERS]]);
  });

  it('ends after a sign-out by the directory, with an answer that is not cached', async () => {
    const { controller, from, response, asked } = stage();
    await controller.signOut({ logout_token: 't' }, from(''), response);
    expect(asked).toEqual([
      ['cache-control', 'no-store'],
      ['end', 't'],
    ]);
  });

  it('does not exist without a directory', async () => {
    const { controller, from, response } = stage({ oidc: undefined });
    for (const refused of [
      controller.begin({ return_to: '/' }, from(''), response),
      controller.finish(from(''), response),
      controller.signOut({ logout_token: 't' }, from(''), response),
    ]) {
      const error: unknown = await refused.catch((problem: unknown) => problem);
      expect([error instanceof ProblemException, error]).toMatchObject([true, { status: 404 }]);
      expect((error as ProblemException).detail).toContain('REPRISE_OIDC_ISSUER is not set');
    }
  });
});
