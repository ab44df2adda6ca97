SELECT 'a string that ends -- here';
