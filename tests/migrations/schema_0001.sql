-- A database as the first schema left it: two jobs, one of them failed, one film, one message.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE assets (
	id INTEGER NOT NULL, 
	job_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	path TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	source TEXT NOT NULL, 
	licence TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	CONSTRAINT pk_assets PRIMARY KEY (id), 
	CONSTRAINT fk_assets_job_id FOREIGN KEY(job_id) REFERENCES jobs (id)
);
CREATE TABLE jobs (
	id TEXT NOT NULL, 
	session_id TEXT NOT NULL, 
	brief TEXT NOT NULL, 
	status TEXT NOT NULL, 
	owner TEXT, 
	output TEXT, 
	progress DOUBLE NOT NULL, 
	error_code TEXT, 
	error_params TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	script_version INTEGER NOT NULL, 
	script_title TEXT, 
	script_language TEXT, 
	script_writer TEXT, 
	script_draft BOOLEAN, 
	plan_key TEXT, 
	plan_tempo DOUBLE, 
	plan_lead_in_s DOUBLE, 
	planned_at TEXT, 
	CONSTRAINT pk_jobs PRIMARY KEY (id), 
	CONSTRAINT fk_jobs_session_id FOREIGN KEY(session_id) REFERENCES sessions (id)
);
INSERT INTO "jobs" VALUES('6b14611889','cli','{"topic":"Lợi ích của việc đọc sách","duration_s":30.0,"composition":"Scene-Landscape","background":"office","voice":null,"language":null,"presenter":"em-linh","captions":true,"quality":"standard","writer":"offline","script_text":null,"music":null,"encoder":"x264"}','completed','me','/films/doc-sach.mp4',5.0,NULL,'{}','2026-11-24T08:51:13.225254+00:00','2026-11-24T08:51:13.302704+00:00',1,'Đọc sách','vi','offline',1,NULL,NULL,NULL,NULL);
INSERT INTO "jobs" VALUES('206d2071d4','web','{"topic":"How to sleep better","duration_s":30.0,"composition":"Scene-Portrait","background":"office","voice":null,"language":null,"presenter":"em-linh","captions":true,"quality":"standard","writer":"offline","script_text":null,"music":null,"encoder":"x264"}','failed','me','/films/sleep.mp4',0.0,'disk_full','{"path":"/films","needed_mb":90,"free_mb":3}','2026-11-24T08:51:13.305920+00:00','2026-11-24T08:51:13.314021+00:00',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE lines (
	id INTEGER NOT NULL, 
	job_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	line_id TEXT NOT NULL, 
	text TEXT NOT NULL, 
	ends_paragraph BOOLEAN NOT NULL, 
	pause_after_s DOUBLE, 
	seed TEXT, 
	motion_in_s DOUBLE, 
	motion_out_s DOUBLE, 
	title TEXT, 
	CONSTRAINT pk_lines PRIMARY KEY (id), 
	CONSTRAINT fk_lines_job_id FOREIGN KEY(job_id) REFERENCES jobs (id), 
	CONSTRAINT uq_lines_job_id_version_position UNIQUE (job_id, version, position)
);
INSERT INTO "lines" VALUES(1,'6b14611889',1,0,'6610f8c228e1-1','Xin chào các bạn.',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "lines" VALUES(2,'6b14611889',1,1,'c11c8b9dbdb5-1','Hẹn gặp lại.',1,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE messages (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	session_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	text TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	CONSTRAINT fk_messages_session_id FOREIGN KEY(session_id) REFERENCES sessions (id)
);
INSERT INTO "messages" VALUES(1,'web','user','Chào em, làm video về giấc ngủ nhé','2026-11-24T08:00:00.000000+00:00');
CREATE TABLE progress_events (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	job_id TEXT NOT NULL, 
	session_id TEXT NOT NULL, 
	step TEXT NOT NULL, 
	message TEXT NOT NULL, 
	progress DOUBLE NOT NULL, 
	data TEXT NOT NULL, 
	timestamp TEXT NOT NULL, 
	CONSTRAINT fk_progress_events_job_id FOREIGN KEY(job_id) REFERENCES jobs (id), 
	CONSTRAINT fk_progress_events_session_id FOREIGN KEY(session_id) REFERENCES sessions (id)
);
INSERT INTO "progress_events" VALUES(1,'6b14611889','cli','request_received','📋 Đã nhận yêu cầu tạo video về: Lợi ích của việc đọc sách',5.0,'{"values":{"topic":"Lợi ích của việc đọc sách"}}','2026-11-24T08:51:13.235558+00:00');
CREATE TABLE sessions (
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	CONSTRAINT pk_sessions PRIMARY KEY (id)
);
INSERT INTO "sessions" VALUES('cli','','2026-11-24T08:51:13.223550+00:00');
INSERT INTO "sessions" VALUES('web','','2026-11-24T08:51:13.305590+00:00');
CREATE TABLE videos (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	job_id TEXT NOT NULL, 
	session_id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	status TEXT NOT NULL, 
	path TEXT, 
	thumbnail TEXT, 
	duration_s DOUBLE, 
	composition TEXT NOT NULL, 
	background TEXT NOT NULL, 
	voice TEXT NOT NULL, 
	report TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	CONSTRAINT fk_videos_job_id FOREIGN KEY(job_id) REFERENCES jobs (id), 
	CONSTRAINT fk_videos_session_id FOREIGN KEY(session_id) REFERENCES sessions (id), 
	CONSTRAINT uq_videos_job_id UNIQUE (job_id)
);
INSERT INTO "videos" VALUES(1,'6b14611889','cli','Đọc sách','Lợi ích của việc đọc sách','completed','/films/doc-sach.mp4','/films/doc-sach.jpg',6.0,'Scene-Landscape','office','vi-north-female','{"passed":true,"faults":[],"warnings":[],"measures":{"frames":180.0}}','2026-11-24T08:51:13.261952+00:00');
CREATE INDEX ix_messages_session_id_id ON messages (session_id, id);
CREATE INDEX ix_jobs_created_at ON jobs (created_at);
CREATE INDEX ix_jobs_session_id ON jobs (session_id);
CREATE INDEX ix_jobs_status_created_at ON jobs (status, created_at);
CREATE INDEX ix_jobs_plan_key_planned_at ON jobs (plan_key, planned_at);
CREATE INDEX ix_progress_events_job_id_id ON progress_events (job_id, id);
CREATE INDEX ix_progress_events_session_id_id ON progress_events (session_id, id);
CREATE INDEX ix_videos_created_at ON videos (created_at);
CREATE INDEX ix_videos_session_id ON videos (session_id);
CREATE INDEX ix_videos_status_created_at ON videos (status, created_at);
CREATE INDEX ix_assets_job_id ON assets (job_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('progress_events',1);
INSERT INTO "sqlite_sequence" VALUES('videos',1);
INSERT INTO "sqlite_sequence" VALUES('messages',1);
COMMIT;
