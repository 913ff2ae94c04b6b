import type { TestDatabase } from '../harness/database.js';

/** The clock of one test database: every `now()` returns real time plus all jumps. */
export interface ModelClock {
  /** Milliseconds ahead of real time. */
  aheadMs(): number;
  jump(ms: number): Promise<void>;
}

/**
 * `now()` resolves through the search path like any function, so ours, placed before `pg_catalog`, is the clock of
 * every statement. Column defaults are bound when a table is created, so they are set again. No code on the money path
 * reads another clock. Connections opened earlier do not see it.
 */
const INSTALL = `
CREATE SCHEMA model_clock;
CREATE TABLE model_clock.ahead (ms bigint NOT NULL);
INSERT INTO model_clock.ahead VALUES (0);
CREATE FUNCTION model_clock.now() RETURNS timestamptz STABLE PARALLEL SAFE LANGUAGE sql
  AS $$ SELECT pg_catalog.now() + ms * interval '1 millisecond' FROM model_clock.ahead $$;
GRANT USAGE ON SCHEMA model_clock TO PUBLIC;
GRANT SELECT ON model_clock.ahead TO PUBLIC;
DO $$
DECLARE each record;
BEGIN
  EXECUTE format('ALTER DATABASE %I SET search_path = model_clock, pg_catalog, public', current_database());
  FOR each IN SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_default = 'now()' LOOP
    EXECUTE format('ALTER TABLE public.%I ALTER COLUMN %I SET DEFAULT model_clock.now()', each.table_name, each.column_name);
  END LOOP;
END $$`;

/** Installs the clock in the database; call it before anything connects. */
export async function installClock(database: TestDatabase): Promise<ModelClock> {
  await database.sql(INSTALL);
  let aheadMs = 0;
  return {
    aheadMs: () => aheadMs,
    async jump(ms) {
      aheadMs += ms;
      await database.sql('UPDATE model_clock.ahead SET ms = ms + $1', [ms]);
    },
  };
}
