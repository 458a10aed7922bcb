import { Transport, type NatsOptions } from '@nestjs/microservices';
import { connectionOptions } from '@reprise/event-log';
import type { GatewaySettings } from '../settings.ts';

/** Transport for requests between the services. Also carries the requests that this gateway answers. */
export const natsOptions = ({ natsUrl }: Pick<GatewaySettings, 'natsUrl'>): NatsOptions => ({
  transport: Transport.NATS,
  options: connectionOptions({ servers: natsUrl, name: 'gateway questions' }),
});
