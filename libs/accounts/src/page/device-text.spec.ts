import { deviceText } from './device-text.ts';

it('names browser and system of a device', () => {
  const agents = [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36',
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Mobile/15E148 Safari/604.1',
    'curl/8.5.0',
    null,
  ];
  const words = ['Chrome on Linux', 'Edge on Windows', 'Safari on iOS', 'A browser', 'Unknown device'];
  expect(agents.map(deviceText)).toEqual(words);
});
