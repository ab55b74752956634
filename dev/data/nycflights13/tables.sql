-- The tables of the five files. No key is declared, on purpose: SOURCE.md says which hold.
CREATE TABLE airlines (carrier text, name text);
CREATE TABLE airports (faa text, name text, lat double precision, lon double precision, alt integer, tz integer, dst text, tzone text);
CREATE TABLE planes (tailnum text, year integer, type text, manufacturer text, model text, engines integer, seats integer, speed integer, engine text);
CREATE TABLE weather (origin text, year integer, month integer, day integer, hour integer, temp double precision, dewp double precision,
  humid double precision, wind_dir integer, wind_speed double precision, wind_gust double precision, precip double precision,
  pressure double precision, visib double precision, time_hour timestamptz);
CREATE TABLE flights (year integer, month integer, day integer, dep_time integer, dep_delay integer, arr_time integer, arr_delay integer,
  carrier text, tailnum text, flight integer, origin text, dest text, air_time integer, distance integer, hour integer, minute integer,
  flight_date date GENERATED ALWAYS AS (make_date(year, month, day)) STORED,
  departed_at timestamp GENERATED ALWAYS AS (make_date(year, month, day) + make_interval(hours => hour, mins => minute)) STORED);
