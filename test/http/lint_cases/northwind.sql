-- The tables of a trader in food, with the names and keys of the sample database Northwind; no rows, since nothing is run.
CREATE TABLE categories (category_id smallint PRIMARY KEY, category_name varchar(15) NOT NULL, description text, picture bytea);
CREATE TABLE customers (customer_id varchar(5) PRIMARY KEY, company_name varchar(40) NOT NULL, contact_name varchar(30), contact_title varchar(30), address varchar(60), city varchar(15), region varchar(15), postal_code varchar(10), country varchar(15), phone varchar(24));
CREATE TABLE employees (employee_id smallint PRIMARY KEY, last_name varchar(20) NOT NULL, first_name varchar(10) NOT NULL, title varchar(30), birth_date date, hire_date date, city varchar(15), reports_to smallint REFERENCES employees);
CREATE TABLE region (region_id smallint NOT NULL, region_description varchar(60) NOT NULL);
CREATE TABLE shippers (shipper_id smallint PRIMARY KEY, company_name varchar(40) NOT NULL, phone varchar(24));
CREATE UNIQUE INDEX shippers_name ON shippers (company_name);
CREATE TABLE suppliers (supplier_id smallint PRIMARY KEY, company_name varchar(40) NOT NULL, contact_name varchar(30), contact_title varchar(30), city varchar(15), country varchar(15));
CREATE TABLE products (product_id smallint PRIMARY KEY, product_name varchar(40) NOT NULL, supplier_id smallint REFERENCES suppliers, category_id smallint REFERENCES categories, quantity_per_unit varchar(20), unit_price real, units_in_stock smallint, reorder_level smallint, discontinued int NOT NULL);
CREATE TABLE orders (order_id smallint PRIMARY KEY, customer_id varchar(5) REFERENCES customers, employee_id smallint REFERENCES employees, order_date date, required_date date, shipped_date date, ship_via smallint, freight real, ship_name varchar(40), ship_city varchar(15), ship_country varchar(15));
CREATE TABLE order_details (order_id smallint NOT NULL REFERENCES orders, product_id smallint NOT NULL REFERENCES products, unit_price real NOT NULL, quantity smallint NOT NULL, discount real NOT NULL, PRIMARY KEY (order_id, product_id));
CREATE INDEX orders_by_date ON orders (order_date);
CREATE SEQUENCE counter;
CREATE FUNCTION tax(amount int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT amount / 5';
CREATE VIEW big_orders AS SELECT order_id, freight FROM orders WHERE freight > 100;
CREATE MATERIALIZED VIEW order_totals AS SELECT order_id, sum(quantity) AS quantity FROM order_details GROUP BY order_id;
