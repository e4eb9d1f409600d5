CREATE TABLE accounts (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  login TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'login')) STORED,
  name TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'name')) STORED,
  person TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'person')) STORED,
  state TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'state')) STORED,
  organization TEXT GENERATED ALWAYS AS (((content::jsonb) -> 'duties' -> -1 ->> 'organization')) STORED,
  PRIMARY KEY (id)
)

CREATE UNIQUE INDEX accounts_by_login ON accounts (login)

CREATE INDEX accounts_by_organization ON accounts (organization)

CREATE INDEX accounts_by_person ON accounts (person)

CREATE TABLE appraisals (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  organization TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'organization')) STORED,
  year TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'year')) STORED,
  PRIMARY KEY (id)
)

CREATE TABLE attachment_reads (
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  duty TEXT NOT NULL,
  organization TEXT NOT NULL,
  subject TEXT NOT NULL,
  digest TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX attachment_reads_by_account ON attachment_reads (account, at)

CREATE INDEX attachment_reads_by_subject ON attachment_reads (subject, at)

CREATE INDEX attachment_reads_by_time ON attachment_reads (at)

CREATE TABLE attachments (
  digest TEXT NOT NULL,
  size INTEGER NOT NULL,
  stored_at TEXT NOT NULL,
  PRIMARY KEY (digest)
)

CREATE TABLE ballot_codes (
  digest TEXT NOT NULL,
  ballot TEXT NOT NULL,
  voters TEXT NOT NULL,
  used BOOLEAN NOT NULL,
  PRIMARY KEY (digest)
)

CREATE INDEX ballot_codes_by_ballot ON ballot_codes (ballot)

CREATE TABLE ballots (
  id TEXT NOT NULL,
  subject TEXT NOT NULL,
  activity TEXT NOT NULL,
  box TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE TABLE bodies (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  name TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'name')) STORED,
  kind TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'kind')) STORED,
  organization TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'organization')) STORED,
  PRIMARY KEY (id)
)

CREATE INDEX bodies_by_organization ON bodies (organization)

CREATE TABLE calendars (
  digest TEXT NOT NULL,
  entered_at TEXT NOT NULL,
  text BYTEA NOT NULL,
  PRIMARY KEY (digest)
)

CREATE TABLE cases (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  number TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'number')) STORED,
  person TEXT,
  post TEXT,
  selection TEXT,
  process TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'process')) STORED,
  edition TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'edition')) STORED,
  state TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'state')) STORED,
  stage TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'stage')) STORED,
  department TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'department')) STORED,
  PRIMARY KEY (id),
  CONSTRAINT a_case_stands_somewhere CHECK (state IS NOT NULL)
)

CREATE INDEX cases_by_person ON cases (person)

CREATE INDEX cases_by_post ON cases (post)

CREATE INDEX cases_by_selection ON cases (selection)

CREATE INDEX cases_by_state ON cases (department, state)

CREATE TABLE checkpoints (
  epoch INTEGER NOT NULL,
  size BIGINT NOT NULL,
  at TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (epoch, size)
)

CREATE TABLE claims (
  task TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (task)
)

CREATE INDEX claims_by_account ON claims (account)

CREATE TABLE commands (
  id TEXT NOT NULL,
  account TEXT NOT NULL,
  payload TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE TABLE credentials (
  account TEXT NOT NULL,
  password TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  initial BOOLEAN NOT NULL,
  PRIMARY KEY (account)
)

CREATE TABLE editions (
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  process TEXT NOT NULL,
  title TEXT NOT NULL,
  published_at TEXT NOT NULL,
  text BYTEA NOT NULL,
  PRIMARY KEY (digest),
  UNIQUE (name)
)

CREATE TABLE entries (
  id TEXT NOT NULL,
  subject TEXT NOT NULL,
  seq INTEGER NOT NULL,
  prev TEXT NOT NULL,
  digest TEXT NOT NULL,
  at TEXT NOT NULL,
  occurred_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  account TEXT NOT NULL,
  duty TEXT NOT NULL,
  command TEXT NOT NULL,
  act TEXT NOT NULL,
  activity TEXT NOT NULL,
  about TEXT NOT NULL,
  province TEXT NOT NULL,
  case_year INTEGER NOT NULL,
  content TEXT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT one_entry_a_seq UNIQUE (subject, seq)
)

CREATE INDEX entries_by_about ON entries (about) WHERE about <> ''

CREATE INDEX entries_by_account ON entries (account, at)

CREATE INDEX entries_by_time ON entries (at, id)

CREATE TABLE erased (
  mark TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (mark)
)

CREATE TABLE exports (
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  duty TEXT NOT NULL,
  organization TEXT NOT NULL,
  what TEXT NOT NULL,
  filters TEXT NOT NULL,
  form TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX exports_by_time ON exports (at)

CREATE TABLE figures (
  below TEXT COLLATE "C" NOT NULL,
  part TEXT NOT NULL,
  made_at TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (below, part)
)

CREATE TABLE follows (
  account TEXT NOT NULL,
  case_id TEXT NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY (account, case_id)
)

CREATE TABLE inquiries (
  id TEXT NOT NULL,
  subject TEXT NOT NULL,
  case_id TEXT NOT NULL,
  selection TEXT NOT NULL,
  department TEXT NOT NULL,
  activity TEXT NOT NULL,
  title TEXT NOT NULL,
  round INTEGER NOT NULL,
  organization TEXT NOT NULL,
  ask TEXT NOT NULL,
  item TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  reminded INTEGER NOT NULL,
  answered_on TEXT NOT NULL,
  stance TEXT NOT NULL,
  stance_title TEXT NOT NULL,
  waiting BOOLEAN NOT NULL,
  unheeded BOOLEAN NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX inquiries_by_department ON inquiries (department, asked_on)

CREATE INDEX inquiries_by_organization ON inquiries (organization, asked_on)

CREATE INDEX inquiries_by_subject ON inquiries (subject)

CREATE TABLE instance (
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (key)
)

CREATE TABLE interferences (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  concerns TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'concerns')) STORED,
  organization TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'organization')) STORED,
  recorder TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'recorder')) STORED,
  state TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'state')) STORED,
  PRIMARY KEY (id)
)

CREATE TABLE leaves (
  epoch INTEGER NOT NULL,
  position BIGINT NOT NULL,
  entry TEXT NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (epoch, position),
  CONSTRAINT one_leaf_an_entry UNIQUE (epoch, entry)
)

CREATE TABLE ledgers (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  day TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'day')) STORED,
  PRIMARY KEY (id)
)

CREATE TABLE login_attempts (
  id TEXT NOT NULL,
  login TEXT NOT NULL,
  address TEXT NOT NULL,
  at TEXT NOT NULL,
  succeeded BOOLEAN NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX login_attempts_by_login ON login_attempts (login, at)

CREATE INDEX login_attempts_by_time ON login_attempts (at)

CREATE TABLE meetings (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  body TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'body')) STORED,
  kind TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'kind')) STORED,
  held_on TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'held_on')) STORED,
  state TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'state')) STORED,
  PRIMARY KEY (id)
)

CREATE INDEX meetings_by_body ON meetings (body)

CREATE TABLE names (
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  organization TEXT NOT NULL,
  sort_key TEXT DEFAULT '' NOT NULL,
  spelled TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY (person)
)

CREATE INDEX names_by_name ON names (name)

CREATE INDEX names_by_organization ON names (organization)

CREATE INDEX names_by_sort_key ON names (sort_key)

CREATE TABLE nodes (
  epoch INTEGER NOT NULL,
  level INTEGER NOT NULL,
  place BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (epoch, level, place)
)

CREATE TABLE notices (
  id TEXT NOT NULL,
  subject TEXT NOT NULL,
  case_id TEXT NOT NULL,
  selection TEXT NOT NULL,
  department TEXT NOT NULL,
  activity TEXT NOT NULL,
  title TEXT NOT NULL,
  round INTEGER NOT NULL,
  posted_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  complaints INTEGER NOT NULL,
  unresolved INTEGER NOT NULL,
  concluded BOOLEAN NOT NULL,
  current BOOLEAN NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX notices_by_day ON notices (posted_on)

CREATE INDEX notices_by_department ON notices (department, posted_on)

CREATE INDEX notices_by_subject ON notices (subject)

CREATE TABLE organizations (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  name TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'name')) STORED,
  kind TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'kind')) STORED,
  parent TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'parent')) STORED,
  path TEXT COLLATE "C" GENERATED ALWAYS AS (((content::jsonb) ->> 'path')) STORED,
  state TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'state')) STORED,
  PRIMARY KEY (id)
)

CREATE INDEX organizations_by_parent ON organizations (parent)

CREATE INDEX organizations_by_path ON organizations (path)

CREATE TABLE people (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  standing TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'standing')) STORED,
  organization TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'organization')) STORED,
  PRIMARY KEY (id),
  CONSTRAINT a_standing_is_one_of_three CHECK (standing IN ('clear', 'held', 'vetoed'))
)

CREATE INDEX people_by_organization ON people (organization)

CREATE INDEX people_not_clear ON people (standing) WHERE standing != 'clear'

CREATE TABLE personal_keys (
  person TEXT NOT NULL,
  wrapped BYTEA NOT NULL,
  PRIMARY KEY (person)
)

CREATE TABLE personal_values (
  commitment TEXT NOT NULL,
  person TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  PRIMARY KEY (commitment)
)

CREATE INDEX personal_values_by_person ON personal_values (person)

CREATE TABLE posts (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  title TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'title')) STORED,
  organization TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'organization')) STORED,
  level TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'level')) STORED,
  PRIMARY KEY (id)
)

CREATE INDEX posts_by_organization ON posts (organization)

CREATE TABLE profiles (
  person TEXT NOT NULL,
  sex TEXT NOT NULL,
  nation TEXT NOT NULL,
  born_on TEXT NOT NULL,
  level TEXT NOT NULL,
  education TEXT NOT NULL,
  unverified INTEGER NOT NULL,
  PRIMARY KEY (person)
)

CREATE INDEX profiles_by_level ON profiles (level)

CREATE TABLE prompts (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  number TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'number')) STORED,
  organization TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'organization')) STORED,
  issuer TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'issuer')) STORED,
  due_on TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'due_on')) STORED,
  state TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'state')) STORED,
  PRIMARY KEY (id)
)

CREATE TABLE receipts (
  id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  size BIGINT NOT NULL,
  witness TEXT NOT NULL,
  at TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE TABLE refused_attempts (
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  duty TEXT NOT NULL,
  command TEXT NOT NULL,
  subject TEXT NOT NULL,
  what TEXT NOT NULL,
  message TEXT NOT NULL,
  reasons TEXT NOT NULL,
  mark TEXT NOT NULL,
  salt TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX refused_attempts_by_subject ON refused_attempts (subject, at)

CREATE INDEX refused_attempts_by_time ON refused_attempts (at)

CREATE TABLE reminders (
  task TEXT NOT NULL,
  "on" TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  duty TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (task, "on", account)
)

CREATE TABLE requests (
  id TEXT NOT NULL,
  subject TEXT NOT NULL,
  activity TEXT NOT NULL,
  act TEXT NOT NULL,
  title TEXT NOT NULL,
  duty TEXT NOT NULL,
  organization TEXT NOT NULL,
  due_on TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  onwards BOOLEAN NOT NULL,
  task TEXT NOT NULL,
  from_name TEXT NOT NULL,
  from_duty TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX requests_by_duty ON requests (duty, organization, onwards, task)

CREATE INDEX requests_by_subject ON requests (subject)

CREATE TABLE selections (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  title TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'title')) STORED,
  department TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'department')) STORED,
  body TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'body')) STORED,
  process TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'process')) STORED,
  edition TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'edition')) STORED,
  state TEXT GENERATED ALWAYS AS (((content::jsonb) ->> 'state')) STORED,
  PRIMARY KEY (id)
)

CREATE INDEX selections_by_department ON selections (department)

CREATE TABLE sessions (
  id TEXT NOT NULL,
  account TEXT NOT NULL,
  duty TEXT NOT NULL,
  organization TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  closed_at TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX sessions_by_account ON sessions (account, opened_at)

CREATE TABLE summaries (
  case_id TEXT NOT NULL,
  evaluated_at TEXT NOT NULL,
  move TEXT NOT NULL,
  blocked INTEGER NOT NULL,
  warned INTEGER NOT NULL,
  since TEXT NOT NULL,
  due_on TEXT NOT NULL,
  handler TEXT NOT NULL,
  ended BOOLEAN NOT NULL,
  PRIMARY KEY (case_id)
)

CREATE TABLE unplaced (
  entry TEXT NOT NULL,
  PRIMARY KEY (entry)
)

CREATE TABLE verifications (
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  entries INTEGER NOT NULL,
  subjects INTEGER NOT NULL,
  broken INTEGER NOT NULL,
  PRIMARY KEY (id)
)

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% 只增不改，不得更改或删除', TG_TABLE_NAME USING ERRCODE = '23514'; END $$

ALTER FUNCTION refuse_change() SET search_path = pg_catalog, public, pg_temp

CREATE OR REPLACE FUNCTION entries_chained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM entries WHERE subject = NEW.subject)
     OR NEW.prev <> COALESCE((SELECT digest FROM entries
                              WHERE subject = NEW.subject AND seq = NEW.seq - 1), '') THEN
    RAISE EXCEPTION '纪实条目不衔接' USING ERRCODE = '23505';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION entries_chained() SET search_path = pg_catalog, public, pg_temp

CREATE OR REPLACE FUNCTION entries_brought() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unplaced (entry) VALUES (NEW.id);
  CASE split_part(NEW.subject, ':', 1)
  WHEN 'account' THEN
    IF NEW.seq = 1 THEN
      INSERT INTO accounts (id, seq, head, content)
      VALUES (substr(NEW.subject, 9), NEW.seq, NEW.digest, NEW.content);
    ELSE
      UPDATE accounts SET seq = NEW.seq, head = NEW.digest, content = NEW.content
      WHERE id = substr(NEW.subject, 9);
    END IF;
  WHEN 'appraisal' THEN
    IF NEW.seq = 1 THEN
      INSERT INTO appraisals (id, seq, head, content)
      VALUES (substr(NEW.subject, 11), NEW.seq, NEW.digest, NEW.content);
    ELSE
      UPDATE appraisals SET seq = NEW.seq, head = NEW.digest, content = NEW.content
      WHERE id = substr(NEW.subject, 11);
    END IF;
  WHEN 'body' THEN
    IF NEW.seq = 1 THEN
      INSERT INTO bodies (id, seq, head, content)
      VALUES (substr(NEW.subject, 6), NEW.seq, NEW.digest, NEW.content);
    ELSE
      UPDATE bodies SET seq = NEW.seq, head = NEW.digest, content = NEW.content
      WHERE id = substr(NEW.subject, 6);
    END IF;
  WHEN 'case' THEN
    IF NEW.seq = 1 THEN
      INSERT INTO cases (id, seq, head, content, person, post, selection)
      VALUES (substr(NEW.subject, 6), NEW.seq, NEW.digest, NEW.content, ((NEW.content::jsonb) ->> 'person'), ((NEW.content::jsonb) ->> 'post'), ((NEW.content::jsonb) ->> 'selection'));
    ELSE
      UPDATE cases SET seq = NEW.seq, head = NEW.digest, content = NEW.content
      WHERE id = substr(NEW.subject, 6);
    END IF;
  WHEN 'interference' THEN
    IF NEW.seq = 1 THEN
      INSERT INTO interferences (id, seq, head, content)
      VALUES (substr(NEW.subject, 14), NEW.seq, NEW.digest, NEW.content);
    ELSE
      UPDATE interferences SET seq = NEW.seq, head = NEW.digest, content = NEW.content
      WHERE id = substr(NEW.subject, 14);
    END IF;
  WHEN 'ledger' THEN
    IF NEW.seq = 1 THEN
      INSERT INTO ledgers (id, seq, head, content)
      VALUES (substr(NEW.subject, 8), NEW.seq, NEW.digest, NEW.content);
    ELSE
      UPDATE ledgers SET seq = NEW.seq, head = NEW.digest, content = NEW.content
      WHERE id = substr(NEW.subject, 8);
    END IF;
  WHEN 'meeting' THEN
    IF NEW.seq = 1 THEN
      INSERT INTO meetings (id, seq, head, content)
      VALUES (substr(NEW.subject, 9), NEW.seq, NEW.digest, NEW.content);
    ELSE
      UPDATE meetings SET seq = NEW.seq, head = NEW.digest, content = NEW.content
      WHERE id = substr(NEW.subject, 9);
    END IF;
  WHEN 'organization' THEN
    IF NEW.seq = 1 THEN
      INSERT INTO organizations (id, seq, head, content)
      VALUES (substr(NEW.subject, 14), NEW.seq, NEW.digest, NEW.content);
    ELSE
      UPDATE organizations SET seq = NEW.seq, head = NEW.digest, content = NEW.content
      WHERE id = substr(NEW.subject, 14);
    END IF;
  WHEN 'person' THEN
    IF NEW.seq = 1 THEN
      INSERT INTO people (id, seq, head, content)
      VALUES (substr(NEW.subject, 8), NEW.seq, NEW.digest, NEW.content);
    ELSE
      UPDATE people SET seq = NEW.seq, head = NEW.digest, content = NEW.content
      WHERE id = substr(NEW.subject, 8);
    END IF;
  WHEN 'post' THEN
    IF NEW.seq = 1 THEN
      INSERT INTO posts (id, seq, head, content)
      VALUES (substr(NEW.subject, 6), NEW.seq, NEW.digest, NEW.content);
    ELSE
      UPDATE posts SET seq = NEW.seq, head = NEW.digest, content = NEW.content
      WHERE id = substr(NEW.subject, 6);
    END IF;
  WHEN 'prompt' THEN
    IF NEW.seq = 1 THEN
      INSERT INTO prompts (id, seq, head, content)
      VALUES (substr(NEW.subject, 8), NEW.seq, NEW.digest, NEW.content);
    ELSE
      UPDATE prompts SET seq = NEW.seq, head = NEW.digest, content = NEW.content
      WHERE id = substr(NEW.subject, 8);
    END IF;
  WHEN 'selection' THEN
    IF NEW.seq = 1 THEN
      INSERT INTO selections (id, seq, head, content)
      VALUES (substr(NEW.subject, 11), NEW.seq, NEW.digest, NEW.content);
    ELSE
      UPDATE selections SET seq = NEW.seq, head = NEW.digest, content = NEW.content
      WHERE id = substr(NEW.subject, 11);
    END IF;
  ELSE NULL;
  END CASE;
  RETURN NULL;
END $$

ALTER FUNCTION entries_brought() SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER entries_refuse_change BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_refuse_change

CREATE TRIGGER entries_refuse_truncate BEFORE TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_refuse_truncate

CREATE OR REPLACE FUNCTION personal_values_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.commitment IS NOT DISTINCT FROM OLD.commitment AND NEW.person IS NOT DISTINCT FROM OLD.person AND length(NEW.sealed) = 0 AND EXISTS (SELECT 1 FROM erased WHERE mark = OLD.commitment) THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% 只增不改，不得更改或删除', TG_TABLE_NAME USING ERRCODE = '23514';
END $$

ALTER FUNCTION personal_values_erasing() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER personal_values_refuse_change BEFORE UPDATE OR DELETE ON personal_values FOR EACH ROW EXECUTE FUNCTION personal_values_erasing()

ALTER TABLE personal_values ENABLE ALWAYS TRIGGER personal_values_refuse_change

CREATE TRIGGER personal_values_refuse_truncate BEFORE TRUNCATE ON personal_values FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE personal_values ENABLE ALWAYS TRIGGER personal_values_refuse_truncate

CREATE TRIGGER commands_refuse_change BEFORE UPDATE OR DELETE ON commands FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE commands ENABLE ALWAYS TRIGGER commands_refuse_change

CREATE TRIGGER commands_refuse_truncate BEFORE TRUNCATE ON commands FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE commands ENABLE ALWAYS TRIGGER commands_refuse_truncate

CREATE TRIGGER editions_refuse_change BEFORE UPDATE OR DELETE ON editions FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE editions ENABLE ALWAYS TRIGGER editions_refuse_change

CREATE TRIGGER editions_refuse_truncate BEFORE TRUNCATE ON editions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE editions ENABLE ALWAYS TRIGGER editions_refuse_truncate

CREATE TRIGGER calendars_refuse_change BEFORE UPDATE OR DELETE ON calendars FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE calendars ENABLE ALWAYS TRIGGER calendars_refuse_change

CREATE TRIGGER calendars_refuse_truncate BEFORE TRUNCATE ON calendars FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE calendars ENABLE ALWAYS TRIGGER calendars_refuse_truncate

CREATE OR REPLACE FUNCTION refused_attempts_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.at IS NOT DISTINCT FROM OLD.at AND NEW.account IS NOT DISTINCT FROM OLD.account AND NEW.duty IS NOT DISTINCT FROM OLD.duty AND NEW.command IS NOT DISTINCT FROM OLD.command AND NEW.subject IS NOT DISTINCT FROM OLD.subject AND NEW.what IS NOT DISTINCT FROM OLD.what AND NEW.mark IS NOT DISTINCT FROM OLD.mark AND EXISTS (SELECT 1 FROM erased WHERE mark = 'refused:' || OLD.id) THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% 只增不改，不得更改或删除', TG_TABLE_NAME USING ERRCODE = '23514';
END $$

ALTER FUNCTION refused_attempts_erasing() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER refused_attempts_refuse_change BEFORE UPDATE OR DELETE ON refused_attempts FOR EACH ROW EXECUTE FUNCTION refused_attempts_erasing()

ALTER TABLE refused_attempts ENABLE ALWAYS TRIGGER refused_attempts_refuse_change

CREATE TRIGGER refused_attempts_refuse_truncate BEFORE TRUNCATE ON refused_attempts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE refused_attempts ENABLE ALWAYS TRIGGER refused_attempts_refuse_truncate

CREATE TRIGGER leaves_refuse_change BEFORE UPDATE OR DELETE ON leaves FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE leaves ENABLE ALWAYS TRIGGER leaves_refuse_change

CREATE TRIGGER leaves_refuse_truncate BEFORE TRUNCATE ON leaves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE leaves ENABLE ALWAYS TRIGGER leaves_refuse_truncate

CREATE TRIGGER nodes_refuse_change BEFORE UPDATE OR DELETE ON nodes FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE nodes ENABLE ALWAYS TRIGGER nodes_refuse_change

CREATE TRIGGER nodes_refuse_truncate BEFORE TRUNCATE ON nodes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE nodes ENABLE ALWAYS TRIGGER nodes_refuse_truncate

CREATE TRIGGER checkpoints_refuse_change BEFORE UPDATE OR DELETE ON checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE checkpoints ENABLE ALWAYS TRIGGER checkpoints_refuse_change

CREATE TRIGGER checkpoints_refuse_truncate BEFORE TRUNCATE ON checkpoints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE checkpoints ENABLE ALWAYS TRIGGER checkpoints_refuse_truncate

CREATE TRIGGER receipts_refuse_change BEFORE UPDATE OR DELETE ON receipts FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE receipts ENABLE ALWAYS TRIGGER receipts_refuse_change

CREATE TRIGGER receipts_refuse_truncate BEFORE TRUNCATE ON receipts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE receipts ENABLE ALWAYS TRIGGER receipts_refuse_truncate

CREATE OR REPLACE FUNCTION exports_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.at IS NOT DISTINCT FROM OLD.at AND NEW.account IS NOT DISTINCT FROM OLD.account AND NEW.name IS NOT DISTINCT FROM OLD.name AND NEW.duty IS NOT DISTINCT FROM OLD.duty AND NEW.organization IS NOT DISTINCT FROM OLD.organization AND NEW.what IS NOT DISTINCT FROM OLD.what AND NEW.form IS NOT DISTINCT FROM OLD.form AND NEW.row_count IS NOT DISTINCT FROM OLD.row_count AND EXISTS (SELECT 1 FROM erased WHERE mark = 'export:' || OLD.id) THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% 只增不改，不得更改或删除', TG_TABLE_NAME USING ERRCODE = '23514';
END $$

ALTER FUNCTION exports_erasing() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER exports_refuse_change BEFORE UPDATE OR DELETE ON exports FOR EACH ROW EXECUTE FUNCTION exports_erasing()

ALTER TABLE exports ENABLE ALWAYS TRIGGER exports_refuse_change

CREATE TRIGGER exports_refuse_truncate BEFORE TRUNCATE ON exports FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE exports ENABLE ALWAYS TRIGGER exports_refuse_truncate

CREATE OR REPLACE FUNCTION personal_keys_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.person IS NOT DISTINCT FROM OLD.person AND (length(NEW.wrapped) = 0 AND EXISTS (SELECT 1 FROM erased WHERE mark = 'person:' || OLD.person) OR length(OLD.wrapped) > 0 AND length(NEW.wrapped) > 0) THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% 只增不改，不得更改或删除', TG_TABLE_NAME USING ERRCODE = '23514';
END $$

ALTER FUNCTION personal_keys_erasing() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER personal_keys_refuse_change BEFORE UPDATE OR DELETE ON personal_keys FOR EACH ROW EXECUTE FUNCTION personal_keys_erasing()

ALTER TABLE personal_keys ENABLE ALWAYS TRIGGER personal_keys_refuse_change

CREATE TRIGGER personal_keys_refuse_truncate BEFORE TRUNCATE ON personal_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE personal_keys ENABLE ALWAYS TRIGGER personal_keys_refuse_truncate

CREATE TRIGGER erased_refuse_change BEFORE UPDATE OR DELETE ON erased FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE erased ENABLE ALWAYS TRIGGER erased_refuse_change

CREATE TRIGGER erased_refuse_truncate BEFORE TRUNCATE ON erased FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE erased ENABLE ALWAYS TRIGGER erased_refuse_truncate

CREATE TRIGGER entries_are_chained BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION entries_chained()

ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_are_chained

CREATE OR REPLACE FUNCTION erased_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM entries WHERE id = NEW.entry AND act = 'erase'
                 AND position('"' || NEW.mark || '"' IN convert_from(body, 'UTF8')) > 0) THEN
    RAISE EXCEPTION '没有写明清除此项的纪实' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION erased_named() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER erased_are_named BEFORE INSERT ON erased FOR EACH ROW EXECUTE FUNCTION erased_named()

ALTER TABLE erased ENABLE ALWAYS TRIGGER erased_are_named

CREATE TRIGGER entries_bring_rows AFTER INSERT ON entries FOR EACH ROW EXECUTE FUNCTION entries_brought()

ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_bring_rows

CREATE OR REPLACE FUNCTION accounts_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM entries WHERE subject = 'account:' || NEW.id AND seq = NEW.seq
    AND digest = NEW.head AND content = NEW.content
    AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'account:' || NEW.id)) THEN
    RAISE EXCEPTION 'accounts 与全程纪实不符' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION accounts_match() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER accounts_match BEFORE INSERT OR UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION accounts_match()

ALTER TABLE accounts ENABLE ALWAYS TRIGGER accounts_match

CREATE TRIGGER accounts_refuse_delete BEFORE DELETE ON accounts FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE accounts ENABLE ALWAYS TRIGGER accounts_refuse_delete

CREATE TRIGGER accounts_refuse_truncate BEFORE TRUNCATE ON accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE accounts ENABLE ALWAYS TRIGGER accounts_refuse_truncate

CREATE OR REPLACE FUNCTION appraisals_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM entries WHERE subject = 'appraisal:' || NEW.id AND seq = NEW.seq
    AND digest = NEW.head AND content = NEW.content
    AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'appraisal:' || NEW.id)) THEN
    RAISE EXCEPTION 'appraisals 与全程纪实不符' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION appraisals_match() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER appraisals_match BEFORE INSERT OR UPDATE ON appraisals FOR EACH ROW EXECUTE FUNCTION appraisals_match()

ALTER TABLE appraisals ENABLE ALWAYS TRIGGER appraisals_match

CREATE TRIGGER appraisals_refuse_delete BEFORE DELETE ON appraisals FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE appraisals ENABLE ALWAYS TRIGGER appraisals_refuse_delete

CREATE TRIGGER appraisals_refuse_truncate BEFORE TRUNCATE ON appraisals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE appraisals ENABLE ALWAYS TRIGGER appraisals_refuse_truncate

CREATE OR REPLACE FUNCTION bodies_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM entries WHERE subject = 'body:' || NEW.id AND seq = NEW.seq
    AND digest = NEW.head AND content = NEW.content
    AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'body:' || NEW.id)) THEN
    RAISE EXCEPTION 'bodies 与全程纪实不符' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION bodies_match() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER bodies_match BEFORE INSERT OR UPDATE ON bodies FOR EACH ROW EXECUTE FUNCTION bodies_match()

ALTER TABLE bodies ENABLE ALWAYS TRIGGER bodies_match

CREATE TRIGGER bodies_refuse_delete BEFORE DELETE ON bodies FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE bodies ENABLE ALWAYS TRIGGER bodies_refuse_delete

CREATE TRIGGER bodies_refuse_truncate BEFORE TRUNCATE ON bodies FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE bodies ENABLE ALWAYS TRIGGER bodies_refuse_truncate

CREATE OR REPLACE FUNCTION cases_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM entries WHERE subject = 'case:' || NEW.id AND seq = NEW.seq
    AND digest = NEW.head AND content = NEW.content
    AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'case:' || NEW.id)) OR NEW.person IS DISTINCT FROM ((NEW.content::jsonb) ->> 'person') OR NEW.post IS DISTINCT FROM ((NEW.content::jsonb) ->> 'post') OR NEW.selection IS DISTINCT FROM ((NEW.content::jsonb) ->> 'selection') THEN
    RAISE EXCEPTION 'cases 与全程纪实不符' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION cases_match() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER cases_match BEFORE INSERT OR UPDATE ON cases FOR EACH ROW EXECUTE FUNCTION cases_match()

ALTER TABLE cases ENABLE ALWAYS TRIGGER cases_match

CREATE TRIGGER cases_refuse_delete BEFORE DELETE ON cases FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE cases ENABLE ALWAYS TRIGGER cases_refuse_delete

CREATE TRIGGER cases_refuse_truncate BEFORE TRUNCATE ON cases FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE cases ENABLE ALWAYS TRIGGER cases_refuse_truncate

CREATE OR REPLACE FUNCTION interferences_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM entries WHERE subject = 'interference:' || NEW.id AND seq = NEW.seq
    AND digest = NEW.head AND content = NEW.content
    AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'interference:' || NEW.id)) THEN
    RAISE EXCEPTION 'interferences 与全程纪实不符' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION interferences_match() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER interferences_match BEFORE INSERT OR UPDATE ON interferences FOR EACH ROW EXECUTE FUNCTION interferences_match()

ALTER TABLE interferences ENABLE ALWAYS TRIGGER interferences_match

CREATE TRIGGER interferences_refuse_delete BEFORE DELETE ON interferences FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE interferences ENABLE ALWAYS TRIGGER interferences_refuse_delete

CREATE TRIGGER interferences_refuse_truncate BEFORE TRUNCATE ON interferences FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE interferences ENABLE ALWAYS TRIGGER interferences_refuse_truncate

CREATE OR REPLACE FUNCTION ledgers_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM entries WHERE subject = 'ledger:' || NEW.id AND seq = NEW.seq
    AND digest = NEW.head AND content = NEW.content
    AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'ledger:' || NEW.id)) THEN
    RAISE EXCEPTION 'ledgers 与全程纪实不符' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION ledgers_match() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER ledgers_match BEFORE INSERT OR UPDATE ON ledgers FOR EACH ROW EXECUTE FUNCTION ledgers_match()

ALTER TABLE ledgers ENABLE ALWAYS TRIGGER ledgers_match

CREATE TRIGGER ledgers_refuse_delete BEFORE DELETE ON ledgers FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE ledgers ENABLE ALWAYS TRIGGER ledgers_refuse_delete

CREATE TRIGGER ledgers_refuse_truncate BEFORE TRUNCATE ON ledgers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE ledgers ENABLE ALWAYS TRIGGER ledgers_refuse_truncate

CREATE OR REPLACE FUNCTION meetings_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM entries WHERE subject = 'meeting:' || NEW.id AND seq = NEW.seq
    AND digest = NEW.head AND content = NEW.content
    AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'meeting:' || NEW.id)) THEN
    RAISE EXCEPTION 'meetings 与全程纪实不符' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION meetings_match() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER meetings_match BEFORE INSERT OR UPDATE ON meetings FOR EACH ROW EXECUTE FUNCTION meetings_match()

ALTER TABLE meetings ENABLE ALWAYS TRIGGER meetings_match

CREATE TRIGGER meetings_refuse_delete BEFORE DELETE ON meetings FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE meetings ENABLE ALWAYS TRIGGER meetings_refuse_delete

CREATE TRIGGER meetings_refuse_truncate BEFORE TRUNCATE ON meetings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE meetings ENABLE ALWAYS TRIGGER meetings_refuse_truncate

CREATE OR REPLACE FUNCTION organizations_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM entries WHERE subject = 'organization:' || NEW.id AND seq = NEW.seq
    AND digest = NEW.head AND content = NEW.content
    AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'organization:' || NEW.id)) THEN
    RAISE EXCEPTION 'organizations 与全程纪实不符' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION organizations_match() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER organizations_match BEFORE INSERT OR UPDATE ON organizations FOR EACH ROW EXECUTE FUNCTION organizations_match()

ALTER TABLE organizations ENABLE ALWAYS TRIGGER organizations_match

CREATE TRIGGER organizations_refuse_delete BEFORE DELETE ON organizations FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE organizations ENABLE ALWAYS TRIGGER organizations_refuse_delete

CREATE TRIGGER organizations_refuse_truncate BEFORE TRUNCATE ON organizations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE organizations ENABLE ALWAYS TRIGGER organizations_refuse_truncate

CREATE OR REPLACE FUNCTION people_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM entries WHERE subject = 'person:' || NEW.id AND seq = NEW.seq
    AND digest = NEW.head AND content = NEW.content
    AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'person:' || NEW.id)) THEN
    RAISE EXCEPTION 'people 与全程纪实不符' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION people_match() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER people_match BEFORE INSERT OR UPDATE ON people FOR EACH ROW EXECUTE FUNCTION people_match()

ALTER TABLE people ENABLE ALWAYS TRIGGER people_match

CREATE TRIGGER people_refuse_delete BEFORE DELETE ON people FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE people ENABLE ALWAYS TRIGGER people_refuse_delete

CREATE TRIGGER people_refuse_truncate BEFORE TRUNCATE ON people FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE people ENABLE ALWAYS TRIGGER people_refuse_truncate

CREATE OR REPLACE FUNCTION posts_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM entries WHERE subject = 'post:' || NEW.id AND seq = NEW.seq
    AND digest = NEW.head AND content = NEW.content
    AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'post:' || NEW.id)) THEN
    RAISE EXCEPTION 'posts 与全程纪实不符' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION posts_match() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER posts_match BEFORE INSERT OR UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION posts_match()

ALTER TABLE posts ENABLE ALWAYS TRIGGER posts_match

CREATE TRIGGER posts_refuse_delete BEFORE DELETE ON posts FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE posts ENABLE ALWAYS TRIGGER posts_refuse_delete

CREATE TRIGGER posts_refuse_truncate BEFORE TRUNCATE ON posts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE posts ENABLE ALWAYS TRIGGER posts_refuse_truncate

CREATE OR REPLACE FUNCTION prompts_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM entries WHERE subject = 'prompt:' || NEW.id AND seq = NEW.seq
    AND digest = NEW.head AND content = NEW.content
    AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'prompt:' || NEW.id)) THEN
    RAISE EXCEPTION 'prompts 与全程纪实不符' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION prompts_match() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER prompts_match BEFORE INSERT OR UPDATE ON prompts FOR EACH ROW EXECUTE FUNCTION prompts_match()

ALTER TABLE prompts ENABLE ALWAYS TRIGGER prompts_match

CREATE TRIGGER prompts_refuse_delete BEFORE DELETE ON prompts FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE prompts ENABLE ALWAYS TRIGGER prompts_refuse_delete

CREATE TRIGGER prompts_refuse_truncate BEFORE TRUNCATE ON prompts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE prompts ENABLE ALWAYS TRIGGER prompts_refuse_truncate

CREATE OR REPLACE FUNCTION selections_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM entries WHERE subject = 'selection:' || NEW.id AND seq = NEW.seq
    AND digest = NEW.head AND content = NEW.content
    AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'selection:' || NEW.id)) THEN
    RAISE EXCEPTION 'selections 与全程纪实不符' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$

ALTER FUNCTION selections_match() SET search_path = pg_catalog, public, pg_temp

CREATE TRIGGER selections_match BEFORE INSERT OR UPDATE ON selections FOR EACH ROW EXECUTE FUNCTION selections_match()

ALTER TABLE selections ENABLE ALWAYS TRIGGER selections_match

CREATE TRIGGER selections_refuse_delete BEFORE DELETE ON selections FOR EACH ROW EXECUTE FUNCTION refuse_change()

ALTER TABLE selections ENABLE ALWAYS TRIGGER selections_refuse_delete

CREATE TRIGGER selections_refuse_truncate BEFORE TRUNCATE ON selections FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE selections ENABLE ALWAYS TRIGGER selections_refuse_truncate

CREATE OR REPLACE FUNCTION sight() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE told text = current_setting('cadre.sight', true);
BEGIN
  IF COALESCE(told, '') = '' THEN
    RAISE EXCEPTION '没有设定本次查看的单位范围（cadre.sight）' USING ERRCODE = '42501';
  END IF;
  RETURN told::text[];
END $$

ALTER TABLE cases ENABLE ROW LEVEL SECURITY

CREATE POLICY cases_in_sight ON cases USING (cases.department = ANY ((SELECT sight())::text[]))

ALTER TABLE selections ENABLE ROW LEVEL SECURITY

CREATE POLICY selections_in_sight ON selections USING (selections.department = ANY ((SELECT sight())::text[]))

ALTER TABLE people ENABLE ROW LEVEL SECURITY

CREATE POLICY people_in_sight ON people USING (people.organization = ANY ((SELECT sight())::text[]))

ALTER TABLE inquiries ENABLE ROW LEVEL SECURITY

CREATE POLICY inquiries_in_sight ON inquiries USING (inquiries.department = ANY ((SELECT sight())::text[]) OR inquiries.organization = ANY ((SELECT sight())::text[]))

ALTER TABLE notices ENABLE ROW LEVEL SECURITY

CREATE POLICY notices_in_sight ON notices USING (notices.department = ANY ((SELECT sight())::text[]))

ALTER TABLE requests ENABLE ROW LEVEL SECURITY

CREATE POLICY requests_in_sight ON requests USING (requests.organization = ANY ((SELECT sight())::text[]) OR EXISTS (SELECT 1 FROM cases AS about WHERE split_part(requests.subject, ':', 1) = 'case' AND about.id = substr(requests.subject, 6)) OR EXISTS (SELECT 1 FROM selections AS about WHERE split_part(requests.subject, ':', 1) = 'selection' AND about.id = substr(requests.subject, 11)))

CREATE VIEW whole_cases AS SELECT * FROM cases

CREATE VIEW whole_selections AS SELECT * FROM selections

CREATE VIEW whole_people AS SELECT * FROM people

CREATE VIEW whole_requests AS SELECT * FROM requests
