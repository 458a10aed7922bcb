import { Migration } from '@mikro-orm/migrations';

/**
 * Chains the audit table; see docs/audit-format.md. Existing entries are chained here in SQL, by the same definition.
 */
export class M0003Chain extends Migration {
  override up(): void {
    this.addSql(`alter table audit add column hash bytea`);
    this.addSql(`alter table checkpoint
      add column count bigint not null default 0,
      add column hash bytea not null default decode(repeat('00', 32), 'hex')`);
    this.addSql(`do $$
      declare
        entry record;
        total bigint := 0;
        last bytea := decode(repeat('00', 32), 'hex');
      begin
        for entry in select a.seq, ${content} as content from audit a order by a.seq loop
          last := sha256(last || int8send(entry.seq) || entry.content);
          total := total + 1;
          update audit set hash = last where seq = entry.seq;
        end loop;
        update checkpoint set hash = last, count = total;
      end $$`);
    this.addSql(`alter table audit alter column hash set not null`);
  }
}

const sized = (bytes: string) => `int4send(octet_length(${bytes})) || ${bytes}`;
const utf8 = (text: string) => `convert_to(${text}, 'UTF8')`;
const headers = `coalesce((
  select string_agg(${sized(utf8('h ->> 0'))} || ${sized(utf8('h ->> 1'))}, ''::bytea order by place)
  from jsonb_array_elements(a.headers) with ordinality t(h, place)), '')`;
const content = `${sized(utf8('a.stream_subject'))} || int4send(jsonb_array_length(a.headers)) || ${headers} || ${sized('a.payload')}`;
