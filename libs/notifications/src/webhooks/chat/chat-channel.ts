import type { Notice } from '../messages/notice.ts';
import type { Channel, ChannelParts } from '../sending/channel.ts';
import { send } from '../sending/send.ts';

const HEADERS = { 'content-type': 'application/json' };

/**
 * Returns a maker of the channel that posts JSON to an incoming webhook of a chat, at addresses such as
 * `slack+https://hooks.slack.com/services/...`. The address is secret, and messages are not signed.
 */
export const chatChannel =
  (name: string, bodyOf: (notice: Notice) => object) =>
  ({ targets, notices, now, timeoutMs }: ChannelParts): Channel => {
    const target = (url: string): string => url.slice(`${name}+`.length);
    return {
      schemes: [`${name}+https:`, `${name}+http:`],
      isSigned: false,
      check: async (url) => void (await targets.find(target(url))),
      body: async (event) => JSON.stringify(bodyOf(await notices.ofEvent(event))),
      testBody: ({ time }) => JSON.stringify(bodyOf(notices.test(time))),
      request: (url, { body }) => ({ url, headers: HEADERS, body }),
      send: async ({ url }, { body }, signal) => {
        const outgoing = { url: target(url), headers: HEADERS, body };
        return { ...(await send(targets, outgoing, new Date(now()), { signal, timeoutMs })), url };
      },
    };
  };
