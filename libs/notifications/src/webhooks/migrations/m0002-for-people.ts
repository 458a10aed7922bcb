import { Migration } from '@mikro-orm/migrations';

/**
 * Batches of which a subscription hears once, and its quiet hours. Subscriptions of earlier releases, and those that
 * such a release creates during an upgrade, keep a message for each job.
 */
export class M0002ForPeople extends Migration {
  override up(): void {
    this.addSql(`alter table subscription
      add column one_message_per text not null default 'job' check (one_message_per in ('job', 'batch')),
      add column quiet_hours jsonb`);
    this.addSql(`create table batch_wait (
      webhook_id uuid not null references subscription on delete cascade,
      batch_id uuid not null,
      waiting_since bigint,
      sent_seq bigint not null default 0,
      primary key (webhook_id, batch_id))`);
  }
}
