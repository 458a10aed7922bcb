import { Transport, type NatsOptions } from '@nestjs/microservices';
import { connectionOptions } from '@reprise/event-log';
import type { GatewaySettings } from '../settings.ts';

/** How the services question each other; also for the questions that this gateway answers. */
export const natsOptions = ({ natsUrl }: Pick<GatewaySettings, 'natsUrl'>): NatsOptions => ({
  transport: Transport.NATS,
  options: connectionOptions({ servers: natsUrl, name: 'gateway questions' }),
});
