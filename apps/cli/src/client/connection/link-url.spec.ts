import { isLoopback, linkUrl } from './link-url.ts';

describe('the URL of a link', () => {
  it.each([
    ['the public address', 'http://127.0.0.1:8080', 'https://reprise.lab.example', 'https://reprise.lab.example'],
    ['the public address of this machine', 'http://127.0.0.1:8080', 'http://localhost:8080', 'http://localhost:8080'],
    ['the address of the command', 'http://lab-server:8080', 'http://localhost:8080', 'http://lab-server:8080'],
    ['the address of the command', 'http://127.0.0.1:4177', 'http://localhost:8080', 'http://127.0.0.1:4177'],
  ])('has %s: %s, %s', (_, server, known, shown) => {
    expect(linkUrl(server, { path: '/invite#x', url: `${known}/invite#x` })).toBe(`${shown}/invite#x`);
  });

  it('opens on one machine only if its host is a loopback address', () => {
    expect(['http://localhost:1/', 'http://127.0.0.1:1/', 'http://[::1]:1/'].every(isLoopback)).toBe(true);
    expect(['http://lab:1/', 'https://10.127.0.1/', 'https://localhost.lab.example/'].some(isLoopback)).toBe(false);
  });
});
