import { pageLink } from './page-link.ts';

describe('the link that is printed', () => {
  it('names the machine or the public address', () => {
    const link = 'http://127.0.0.1:8080/?token=abc';
    expect(pageLink(link, undefined)).toBe('http://localhost:8080/?token=abc');
    expect(pageLink(link, 'https://reprise.lab.example/')).toBe('https://reprise.lab.example/?token=abc');
    expect(pageLink('http://10.0.4.2:80/?token=abc', '')).toBe('http://10.0.4.2/?token=abc');
  });
});
