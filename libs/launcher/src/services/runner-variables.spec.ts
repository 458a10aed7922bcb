import { runnerVariables } from './runner-variables.ts';

describe('the variables of a runner', () => {
  it('are those of an allow-list, without a database address and secrets of the caller', () => {
    const own = {
      PATH: '/bin',
      HOME: '/root',
      NXF_OPTS: '-Xmx1g',
      HTTPS_PROXY: 'http://proxy:3128',
      SLURM_CONF: '/s',
      DATABASE_URL: 'postgres://a:b@c/d',
      PGPASSWORD: 'b',
      AWS_SECRET_ACCESS_KEY: 'key',
      LAB_SETTING: 'x',
    };
    expect(Object.keys(runnerVariables(own))).toEqual(['PATH', 'HOME', 'NXF_OPTS', 'HTTPS_PROXY', 'SLURM_CONF']);
    expect(runnerVariables(own, ['LAB_SETTING'])).toMatchObject({ LAB_SETTING: 'x' });
  });
});
