\echo Use "CREATE EXTENSION studio" to load this file. \quit
