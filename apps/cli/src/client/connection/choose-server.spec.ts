import { chooseServer, serverUrl } from './choose-server.ts';

const stored = {
  current: 'https://a.example.org',
  servers: { 'https://a.example.org': { token: 'token-a' }, 'http://b:4100': { token: 'token-b' } },
};
const none = { current: null, servers: {} };

describe('chooseServer', () => {
  it('prefers the option to the environment, and that to the last login', () => {
    const env = { REPRISE_URL: 'http://c:1', REPRISE_TOKEN: 'token-c' };
    expect(chooseServer({ env: {}, stored })).toEqual({ url: 'https://a.example.org', token: 'token-a' });
    expect(chooseServer({ env, stored })).toEqual({ url: 'http://c:1', token: 'token-c' });
    expect(chooseServer({ option: 'b:4100', env: { REPRISE_URL: 'http://c:1' }, stored })).toEqual({
      url: 'http://b:4100',
      token: 'token-b',
    });
  });

  it('uses the Reprise of this machine only if no other is known', () => {
    const local = () => ({ url: 'http://127.0.0.1:8080', token: 'token-local' });
    expect(chooseServer({ env: {}, stored: none, local }).token).toBe('token-local');
    expect(chooseServer({ env: {}, stored, local }).token).toBe('token-a');
  });

  it('explains how to sign in without a server or a token for it', () => {
    expect(() => chooseServer({ env: {}, stored: none })).toThrow('No server is known yet.');
    expect(() => chooseServer({ option: 'http://d:1', env: {}, stored })).toThrow(
      'You are not signed in to http://d:1.',
    );
  });
});

describe('serverUrl', () => {
  it('accepts addresses with and without scheme, and rejects others', () => {
    expect(serverUrl('lab-server:4100/')).toBe('http://lab-server:4100');
    expect(serverUrl('HTTPS://Lab.example.org/reprise/')).toBe('https://lab.example.org/reprise');
    for (const wrong of ['', 'ftp://x y', 'http://user@host', 'http://host/?token=x'])
      expect(() => serverUrl(wrong)).toThrow('is not the address of a server');
  });
});
