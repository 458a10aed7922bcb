import type { Notice } from '../messages/notice.ts';
import { NO_NOTICE, storedNotice } from '../messages/stored-notice.ts';
import type { Channel, ChannelParts } from '../sending/channel.ts';
import { notSent } from '../sending/not-sent.ts';
import { send } from '../sending/send.ts';

const HEADERS = { 'content-type': 'application/json' };

/**
 * Returns a function that creates the channel that posts JSON to a chat's incoming webhook, at addresses such as
 * `slack+https://hooks.slack.com/services/...`. The address is secret, and messages are not signed. A delivery stores the
 * notice as JSON.
 */
export const chatChannel =
  (name: string, bodyOf: (notice: Notice) => object) =>
  ({ targets, notices, now, timeoutMs }: ChannelParts): Channel => {
    const target = (url: string): string => url.slice(`${name}+`.length);
    const bodyFrom = (notice: Notice): string => JSON.stringify(bodyOf(notice));
    return {
      schemes: [`${name}+https:`, `${name}+http:`],
      isSigned: false,
      isForPeople: true,
      check: async (url) => void (await targets.find(target(url))),
      body: async (event) => JSON.stringify(await notices.ofEvent(event)),
      canSend: (body) => storedNotice(body) !== null,
      testBody: ({ time }) => JSON.stringify(notices.test(time)),
      request: (url, { body }) => {
        const notice = storedNotice(body);
        return { url, headers: HEADERS, body: notice ? bodyFrom(notice) : body };
      },
      send: async ({ url }, { body }, signal) => {
        const notice = storedNotice(body);
        if (!notice) return notSent(url, now(), NO_NOTICE);
        const outgoing = { url: target(url), headers: HEADERS, body: bodyFrom(notice) };
        return { ...(await send(targets, outgoing, new Date(now()), { signal, timeoutMs })), url };
      },
    };
  };
