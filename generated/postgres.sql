-- The schema after all steps. Written by `cargo xtask codegen`.

TABLE account
    id uuid NOT NULL
    username text NOT NULL
    name text NOT NULL
    role text NOT NULL
    organisation text NOT NULL
    home_id bigint
    establishment_id uuid
    password_hash text NOT NULL
    active boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    version bigint NOT NULL

TABLE account_commune
    account_id uuid NOT NULL
    unit_id bigint NOT NULL

TABLE api_token
    hash text NOT NULL
    account_id uuid NOT NULL
    label text NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE audit_head
    id bigint NOT NULL
    seq bigint NOT NULL
    hash text NOT NULL

TABLE audit_record
    seq bigint NOT NULL
    at timestamp with time zone NOT NULL
    account_id uuid
    actor text NOT NULL
    role text NOT NULL
    verb text NOT NULL
    thing text NOT NULL
    thing_id text NOT NULL
    before_json text NOT NULL
    after_json text NOT NULL
    prev_hash text NOT NULL
    hash text NOT NULL

TABLE form_submission
    key uuid NOT NULL
    account_id uuid
    at timestamp with time zone NOT NULL
    thing text NOT NULL
    thing_id text NOT NULL

TABLE industry
    version bigint NOT NULL
    code text NOT NULL
    level bigint NOT NULL
    parent_code text NOT NULL
    name text NOT NULL
    search text NOT NULL

TABLE industry_map
    code_2018 text NOT NULL
    code_2025 text NOT NULL
    level bigint NOT NULL
    relation text NOT NULL

TABLE installation
    id bigint NOT NULL
    demo boolean NOT NULL

TABLE migration
    name text NOT NULL

TABLE number_series
    name text NOT NULL
    last bigint NOT NULL

TABLE reference_load
    id bigint NOT NULL
    content text NOT NULL

TABLE region_member
    region_set text NOT NULL
    region_code text NOT NULL
    region_name text NOT NULL
    era text NOT NULL
    province_id bigint NOT NULL
    confidence text NOT NULL

TABLE session
    id text NOT NULL
    data text NOT NULL
    expires_at timestamp with time zone NOT NULL

TABLE sign_in_failure
    username text NOT NULL
    at timestamp with time zone NOT NULL

TABLE stored_file
    id uuid NOT NULL
    name text NOT NULL
    media_type text NOT NULL
    size bigint NOT NULL
    sha256 text NOT NULL
    at timestamp with time zone NOT NULL
    account_id uuid

TABLE unit
    id bigint NOT NULL
    code text NOT NULL
    name text NOT NULL
    short_name text NOT NULL
    kind text NOT NULL
    level text NOT NULL
    parent_id bigint
    province_id bigint NOT NULL
    valid_from date
    valid_to date
    label text NOT NULL
    search text NOT NULL

TABLE unit_family
    province_id bigint NOT NULL
    member_id bigint NOT NULL

TABLE unit_succession
    old_id bigint NOT NULL
    new_id bigint NOT NULL
    whole boolean NOT NULL
    on_date date NOT NULL
    is_default boolean NOT NULL

CONSTRAINTS
    account account_establishment_role CHECK (((role = 'establishment'::text) = (establishment_id IS NOT NULL)))
    account account_home_id_fkey FOREIGN KEY (home_id) REFERENCES unit(id)
    account account_name_check CHECK ((name <> ''::text))
    account account_pkey PRIMARY KEY (id)
    account account_role_check CHECK ((role = ANY (ARRAY['officer'::text, 'centre_head'::text, 'appraiser'::text, 'accountant'::text, 'ministry_agency'::text, 'collaborator'::text, 'establishment'::text, 'administrator'::text])))
    account account_username_check CHECK ((username <> ''::text))
    account_commune account_commune_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
    account_commune account_commune_pkey PRIMARY KEY (account_id, unit_id)
    account_commune account_commune_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
    api_token api_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
    api_token api_token_pkey PRIMARY KEY (hash)
    audit_head audit_head_id_check CHECK ((id = 1))
    audit_head audit_head_pkey PRIMARY KEY (id)
    audit_record audit_record_pkey PRIMARY KEY (seq)
    form_submission form_submission_pkey PRIMARY KEY (key)
    industry industry_pkey PRIMARY KEY (version, code)
    industry industry_version_check CHECK ((version = ANY (ARRAY[(2018)::bigint, (2025)::bigint])))
    industry_map industry_map_pkey PRIMARY KEY (code_2018, code_2025)
    installation installation_id_check CHECK ((id = 1))
    installation installation_pkey PRIMARY KEY (id)
    migration migration_pkey PRIMARY KEY (name)
    number_series number_series_last_check CHECK ((last > 0))
    number_series number_series_pkey PRIMARY KEY (name)
    reference_load reference_load_id_check CHECK ((id = 1))
    reference_load reference_load_pkey PRIMARY KEY (id)
    region_member region_member_pkey PRIMARY KEY (region_set, era, region_code, province_id)
    region_member region_member_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
    session session_pkey PRIMARY KEY (id)
    stored_file stored_file_pkey PRIMARY KEY (id)
    stored_file stored_file_sha256_check CHECK ((length(sha256) = 64))
    stored_file stored_file_size_check CHECK ((size > 0))
    unit unit_level_check CHECK ((level = ANY (ARRAY['province'::text, 'district'::text, 'commune'::text])))
    unit unit_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES unit(id)
    unit unit_pkey PRIMARY KEY (id)
    unit unit_validity CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from < valid_to)))
    unit_family unit_family_member_id_fkey FOREIGN KEY (member_id) REFERENCES unit(id)
    unit_family unit_family_pkey PRIMARY KEY (province_id, member_id)
    unit_family unit_family_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
    unit_succession unit_succession_new_id_fkey FOREIGN KEY (new_id) REFERENCES unit(id)
    unit_succession unit_succession_old_id_fkey FOREIGN KEY (old_id) REFERENCES unit(id)
    unit_succession unit_succession_pkey PRIMARY KEY (old_id, new_id)

INDEXES
    CREATE UNIQUE INDEX account_commune_pkey ON public.account_commune USING btree (account_id, unit_id)
    CREATE UNIQUE INDEX account_pkey ON public.account USING btree (id)
    CREATE UNIQUE INDEX account_username_key ON public.account USING btree (username)
    CREATE UNIQUE INDEX api_token_pkey ON public.api_token USING btree (hash)
    CREATE UNIQUE INDEX audit_head_pkey ON public.audit_head USING btree (id)
    CREATE UNIQUE INDEX audit_record_pkey ON public.audit_record USING btree (seq)
    CREATE INDEX audit_record_thing ON public.audit_record USING btree (thing, thing_id)
    CREATE UNIQUE INDEX form_submission_pkey ON public.form_submission USING btree (key)
    CREATE UNIQUE INDEX industry_map_pkey ON public.industry_map USING btree (code_2018, code_2025)
    CREATE UNIQUE INDEX industry_pkey ON public.industry USING btree (version, code)
    CREATE UNIQUE INDEX installation_pkey ON public.installation USING btree (id)
    CREATE UNIQUE INDEX migration_pkey ON public.migration USING btree (name)
    CREATE UNIQUE INDEX number_series_pkey ON public.number_series USING btree (name)
    CREATE UNIQUE INDEX reference_load_pkey ON public.reference_load USING btree (id)
    CREATE UNIQUE INDEX region_member_pkey ON public.region_member USING btree (region_set, era, region_code, province_id)
    CREATE INDEX session_expires_at ON public.session USING btree (expires_at)
    CREATE UNIQUE INDEX session_pkey ON public.session USING btree (id)
    CREATE INDEX sign_in_failure_username ON public.sign_in_failure USING btree (username, at)
    CREATE UNIQUE INDEX stored_file_pkey ON public.stored_file USING btree (id)
    CREATE UNIQUE INDEX unit_family_pkey ON public.unit_family USING btree (province_id, member_id)
    CREATE UNIQUE INDEX unit_level_code_valid_from_key ON public.unit USING btree (level, code, valid_from)
    CREATE INDEX unit_parent ON public.unit USING btree (parent_id)
    CREATE UNIQUE INDEX unit_pkey ON public.unit USING btree (id)
    CREATE INDEX unit_province ON public.unit USING btree (province_id, level)
    CREATE INDEX unit_succession_new ON public.unit_succession USING btree (new_id)
    CREATE UNIQUE INDEX unit_succession_pkey ON public.unit_succession USING btree (old_id, new_id)

VIEWS

TRIGGERS
    CREATE TRIGGER audit_record_append_only BEFORE DELETE OR UPDATE ON public.audit_record FOR EACH ROW EXECUTE FUNCTION refuse_change()

FUNCTIONS
    CREATE OR REPLACE FUNCTION public.refuse_change()
     RETURNS trigger
     LANGUAGE plpgsql
    AS $function$
    BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END $function$
