"""The tests. They mirror the apps; what is above them starts the services and the browser."""
